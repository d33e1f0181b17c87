import type { Cursor, DurableEvent, EphemeralEvent, FeedEvent, Seq, UserId } from '@duet/protocol';
import type { Accepted } from './message-log.ts';

/** A fact and the people it is for. `epoch`: of the accepted message that it is, if it is one. */
export type Notice = { to: readonly UserId[]; event: DurableEvent; epoch?: Accepted['epoch'] };

/** What a device is told in one piece, and its place behind it. */
export type FeedBatch = { cursor: Cursor; events: FeedEvent[] };

/**
 * Tells devices what the log remembers: a bounded window per user. Losing all of it costs a reload, never a message.
 */
export interface Feed {
  /**
   * Puts each notice in the windows of its people, in this order, and wakes their devices. A user's window lives from
   * an attach until some time after the user's last device; for someone without one this does nothing.
   */
  publish(notices: readonly Notice[]): Promise<void>;
  /** To those who are attached now; takes no offset and no place in the window. */
  signal(to: readonly UserId[], event: EphemeralEvent): void;
  /** Tells every attached device how far the log is stored. */
  heartbeat(storedThrough: Seq): void;
  /** `after`: the cursor of the last batch this device took; anything else than a place in the window is a `reset`. */
  attach(userId: UserId, after: Cursor | null): Promise<Attachment>;
  close(): Promise<void>;
}

/** One device's reading of its user's feed. Nothing is queued for it but a place: a slow device costs nothing. */
export interface Attachment {
  /**
   * The next batch. The first comes at once: a `reset`, or what followed the cursor, which may be nothing. Later ones
   * wait for news and hold all that came since, up to a bound. A device that fell out of the window is told
   * `reset: overflow`. `null` once detached, aborted or closed.
   */
  next(signal: AbortSignal): Promise<FeedBatch | null>;
  /** Idempotent. */
  detach(): void;
}
