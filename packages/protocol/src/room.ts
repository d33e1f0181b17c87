import type { RoomId, Seq, UserId } from './ids.ts';
import type { Message } from './message.ts';
import type { User } from './user.ts';

/** `blocked`: one of the two has blocked the other, so nothing can be sent. */
export type RoomStatus = 'open' | 'blocked';

/** How far a participant has read. */
export type Receipt = {
  /** Which of the two. */
  userId: UserId;
  /** They have read up to this message; 0 when none, and of the other one in a blocked room. */
  seq: Seq;
};

/** A room as one of its two participants sees it. */
export type Room = {
  /** The same for both, for ever. */
  id: RoomId;
  kind: 'direct';
  /** Whether something can be sent. */
  status: RoomStatus;
  /** The other one. */
  peer: User;
  /** The newest message; `null` in an empty room. */
  lastMessage: Message | null;
  /** Messages of the peer behind my receipt, 0 to 100; 100 shows as 99+. */
  unread: number;
  /** How far each of the two has read. */
  readSeqs: Receipt[];
};

/** Newest first. `nextCursor` is opaque; `null` at the end. */
export type RoomPage = {
  /** Newest first. */
  rooms: Room[];
  /** Asks `room.list` for what follows; `null` at the end. */
  nextCursor: string | null;
};
