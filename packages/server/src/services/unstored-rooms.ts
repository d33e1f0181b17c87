import type { Accepted } from '@duet/log';
import type { RoomId, Seq, UserId } from '@duet/protocol';

/** The place of a room's newest message, which SQL's list may not know yet. */
export type UnstoredRoom = { roomId: RoomId; lastSeq: Seq };

/** Which rooms of a person have messages that were accepted and may not be in SQL yet. */
export interface UnstoredRooms {
  /** Before anyone is told of them: who hears nothing of it finds it in the list. */
  note(accepted: readonly Accepted[]): Promise<void>;
  /** The newest first, up to a bound. */
  of(me: UserId): Promise<UnstoredRoom[]>;
  /** SQL has them now. */
  forget(me: UserId, rooms: readonly UnstoredRoom[]): Promise<void>;
}

/** For a log that accepts nothing before SQL has it. */
export const noUnstoredRooms: UnstoredRooms = {
  note: async () => {},
  of: async () => [],
  forget: async () => {},
};
