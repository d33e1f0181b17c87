import type { FeedEvent, User } from '@duet/protocol';
import type { ConnectionState } from './connection-state.ts';
import type { Outbox } from './outbox.ts';
import type { Readable } from './readable.ts';
import type { DuetTrpc } from './trpc.ts';

/** Everything that belongs to one signed-in user: socket, feed, outbox. Closing it leaves nothing behind. */
export interface Chat {
  /** Who is signed in here. */
  readonly me: User;
  /**
   * The router, typed. Over the socket while it is open, else over HTTP. The answers of `room.list`, `room.get` and
   * `message.history` already hold the events that came in while they were on their way.
   */
  readonly trpc: DuetTrpc;
  /** Whether there is a socket now, and when the next one is tried. */
  readonly connection: Readable<ConnectionState>;
  /** Takes what this user writes and sees it through. */
  readonly outbox: Outbox;
  /**
   * Every batch of the feed, in order, from now on. `reset`: what was loaded may have holes, load it again (that stays
   * owed: the first batch after each reconnect says so again until `loaded()` was called). Returns the way to stop it.
   */
  onEvents(listener: (events: readonly FeedEvent[]) => void): () => void;
  /** Everything that the newest `reset` asked for has been loaded. A load that an older one asked for does not count. */
  loaded(): void;
  /** The same, for programs: ends when the chat closes or the loop breaks. Holds at most some thousand unread events, then throws. */
  events(): AsyncIterable<FeedEvent>;
  /** The line came back, or the page became visible: connects now, or finds out within seconds that it is not connected. */
  wake(): void;
  /** Ends the socket, the feed and the outbox. Unsent drafts stay in storage for the next session. */
  close(): Promise<void>;
}
