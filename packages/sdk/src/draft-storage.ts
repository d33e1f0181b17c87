import type { UserId } from '@duet/protocol';
import type { Draft } from './draft.ts';

/** Where drafts survive a reload. Everything is kept under the user's id, and nothing of another user is ever handed out. */
export interface DraftStorage {
  /** All of this user's drafts. */
  load(userId: UserId): Promise<readonly Draft[]>;
  /** Writes a draft, over the one with its id if there is one. Resolves when it is stored. */
  put(userId: UserId, draft: Draft): Promise<void>;
  /** Forgets a draft, if it is there. */
  remove(userId: UserId, id: Draft['id']): Promise<void>;
  /** Another tab changed this user's drafts. Returns the way to stop it. */
  onChange(userId: UserId, listener: () => void): () => void;
  /**
   * Runs `work` while no other tab does so for this user; waits for its turn, gives it up when `signal` aborts.
   * Of several tabs one flushes.
   */
  exclusively(userId: UserId, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>;
}
