import type { RoomId, Seq, UserId } from './ids.ts';
import type { Message } from './message.ts';
import type { User } from './user.ts';

/** `blocked`: one of the two has blocked the other, so nothing can be sent. */
export type RoomStatus = 'open' | 'blocked';

/** How far a participant has read. */
export type Receipt = { userId: UserId; seq: Seq };

/** A room as one of its two participants sees it. */
export type Room = {
  id: RoomId;
  kind: 'direct';
  status: RoomStatus;
  peer: User;
  lastMessage: Message | null;
  /** Messages of the peer behind my receipt, 0 to 100; 100 shows as 99+. */
  unread: number;
  readSeqs: Receipt[];
};

/** Newest first. `nextCursor` is opaque; `null` at the end. */
export type RoomPage = { rooms: Room[]; nextCursor: string | null };
