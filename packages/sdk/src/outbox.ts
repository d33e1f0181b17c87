import type { MessageId, RoomId } from '@duet/protocol';
import type { Draft } from './draft.ts';
import type { Readable } from './readable.ts';

/** Too many unsent drafts, or a text that could never be sent: the caller keeps the text. */
export type EnqueueResult =
  /** Taken, and on its way under this id. */
  | { ok: true; id: MessageId }
  /** Not taken: 500 wait already, or the text is empty, over 4,000 code points, or holds control characters. */
  | { ok: false; reason: 'full' | 'empty' | 'too_long' | 'unclean' };

/** One user's unsent and not yet stored messages, in the order in which they were written. */
export interface Outbox {
  /**
   * Persisted before it is sent; sent in order within its room, one in flight, retried with the same id. Resolves when it
   * is stored on this device, and throws when it could not be.
   */
  send(roomId: RoomId, text: string): Promise<EnqueueResult>;
  /** A refused draft goes back into its place in the queue. */
  retry(id: MessageId): Promise<void>;
  /** Drops a refused draft. */
  discard(id: MessageId): Promise<void>;
  /** All of this user's drafts on this device, other tabs' included, oldest first. */
  readonly drafts: Readable<readonly Draft[]>;
}
