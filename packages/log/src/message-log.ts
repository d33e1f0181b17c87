import type { HistoryPage, HistoryRange, Message, MessageId, RoomId, SendAccepted, Seq, UserId } from '@duet/protocol';

/** What makes two sends one message. Nowhere the id alone. */
export type MessageKey = { roomId: RoomId; senderId: UserId; id: MessageId };

/** A message that wants a place. Its text is checked, and that its sender is one of the two members is proved. */
export type Entry = MessageKey & { text: string; kind: Message['kind']; members: readonly [UserId, UserId] };

/** Certainly not written. */
export type AppendRefused = { ok: false; reason: 'blocked' | 'try_later'; retryAfterMs?: number | undefined };
export type AppendResult = SendAccepted | AppendRefused;

/** A message that got its place: committed, or appended in Redis. */
export type Accepted = {
  message: Message;
  members: readonly [UserId, UserId];
  /** No message stood in this room before it. */
  first: boolean;
  /** Of the log, where it has some that matter to the feed: one that has gone on to a later epoch drops this. */
  epoch?: number | undefined;
};

/** A room as the list wants it: its newest message, and how many of the other's are unread (counted up to the cap). */
export type Head = { lastMessage: Message | null; unread: number };

/** What is accepted and not in SQL yet, on all nodes together. */
export type Backlog = { messages: number; /** For so long the oldest of them has been waiting. */ oldestMs: number };

/**
 * The truth about messages: one order per room, one message per key, for as long as the room exists.
 */
export interface MessageLog {
  /**
   * Gives the message its place, or answers what the first append of this key answered, whatever the text says now.
   * A known key is answered before any refusal. Throws `OutcomeUnknown` when it may or may not have been written.
   * Never waits for the feed. `claim` is the seq that an earlier answer gave: a key that was lost in an epoch change
   * goes back to that place.
   */
  append(entry: Entry, claim?: Seq): Promise<AppendResult>;
  /** What the first append of this key answered (`replayed: true`), or `null` if there was none. */
  known(key: MessageKey): Promise<SendAccepted | null>;
  /** A stretch of a room, ascending. An error when part of it cannot be read, never a short page. */
  history(roomId: RoomId, range: HistoryRange, limit: number): Promise<HistoryPage>;
  /** `readSeq`: behind it the reader's unread messages begin. A room without messages has a head too. */
  heads(reader: UserId, rooms: readonly { roomId: RoomId; readSeq: Seq }[]): Promise<Map<RoomId, Head>>;
  /** The newest place in the room, 0 when it is empty. */
  lastSeq(roomId: RoomId): Promise<Seq>;
  /** Everything accepted with a seq up to this is committed in SQL, and nothing will be accepted at or below it. */
  storedThrough(): Promise<Seq>;
  /** For the operator. Throws while nobody can tell. */
  backlog(): Promise<Backlog>;
  /**
   * To be awaited in the transaction of a block or an unblock, once it has the rooms' rows: from then on nothing is
   * appended by what they were. Whoever dies behind the commit leaves nothing of it to be believed.
   */
  roomsChanging(roomIds: readonly RoomId[]): Promise<void>;
  /**
   * To be awaited between a block or an unblock that is committed and its answer: whatever is appended later goes by it.
   */
  roomChanged(roomId: RoomId): Promise<void>;
  /** Settles what is open, then refuses with `try_later`. */
  close(): Promise<void>;
}

/** The append may have happened: ask again with the same id. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}
