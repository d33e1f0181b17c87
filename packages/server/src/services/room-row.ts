import type { Database, ListedRoom } from '@duet/db';
import { participantsOf, roomMembers } from '@duet/db';
import type { RoomId, UserId } from '@duet/protocol';

/** A room as SQL has it for one of its participants, `null` for everyone else. */
export type RoomRow = (roomId: RoomId, me: UserId) => Promise<ListedRoom | null>;

export const createRoomRow =
  (db: Database['db']): RoomRow =>
  async (roomId, me) => {
    const [room, participants] = await Promise.all([roomMembers(db, roomId), participantsOf(db, roomId)]);
    const mine = participants.find(({ userId }) => userId === me);
    const theirs = participants.find(({ userId }) => userId !== me);
    if (!room || !mine || !theirs) return null;
    return {
      roomId,
      status: room.status,
      lastSeq: mine.lastSeq,
      readSeq: mine.readSeq,
      peerId: theirs.userId,
      peerReadSeq: theirs.readSeq,
    };
  };
