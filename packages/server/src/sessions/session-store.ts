import type { UserId } from '@duet/protocol';
import type { SessionBook, StoredSession } from './session-book.ts';

/** Where sessions are found, and where it is said that one has ended. */
export interface SessionStore {
  /**
   * `key`: the token's hash or the like; `look` is asked where no copy is at hand. `null` also from the moment on in which
   * `end` has resolved, on every node.
   */
  find(key: string, look: () => Promise<StoredSession | null>): Promise<StoredSession | null>;
  /** To be awaited before SQL forgets it. */
  end(sessionId: string): Promise<void>;
  /** Whether this user may have sessions: from the moment on in which it has resolved none is found of a deactivated one. */
  markUser(userId: UserId, status: 'active' | 'deactivated'): Promise<void>;
  /** Says in the book what ends elsewhere. Returns the way to stop. */
  follow(book: Pick<SessionBook, 'end' | 'endUser' | 'doubt' | 'held'>): () => void;
}
