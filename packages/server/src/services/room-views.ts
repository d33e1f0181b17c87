import type { Membership } from '@duet/api';
import type { Database, ListedRoom } from '@duet/db';
import { participantsOf, roomMembers, usersByIds } from '@duet/db';
import type { MessageLog } from '@duet/log';
import type { Room, RoomId, UserId } from '@duet/protocol';
import type { People } from './people.ts';

/** Rooms as one of their participants sees them. */
export interface RoomViews {
  /** In the order of the rows. */
  ofRows(me: UserId, rows: readonly ListedRoom[]): Promise<Room[]>;
  /** `null` when there is no such room any more. */
  one(membership: Membership): Promise<Room | null>;
  /** `null` too while it is not in my list: the peer's empty room. */
  listed(membership: Membership): Promise<Room | null>;
}

export const createRoomViews = (options: {
  db: Database['db'];
  log: Pick<MessageLog, 'heads'>;
  people: People;
}): RoomViews => {
  const { db, log, people } = options;

  const ofRows = async (me: UserId, rows: readonly ListedRoom[]): Promise<Room[]> => {
    if (rows.length === 0) return [];
    const [peers, heads] = await Promise.all([
      usersByIds(
        db,
        rows.map((row) => row.peerId),
      ),
      log.heads(me, rows),
    ]);
    const byId = new Map(peers.map((peer) => [peer.id, peer]));
    return rows.flatMap(({ roomId, status, peerId, readSeq, peerReadSeq }): Room[] => {
      const peer = byId.get(peerId);
      if (!peer) return [];
      const { lastMessage, unread } = heads.get(roomId) ?? { lastMessage: null, unread: 0 };
      return [
        {
          id: roomId,
          kind: 'direct',
          status,
          peer: status === 'open' ? people.open(peer) : people.hidden(peer),
          lastMessage,
          unread,
          readSeqs: [
            { userId: me, seq: readSeq },
            { userId: peerId, seq: peerReadSeq },
          ],
        },
      ];
    });
  };

  const rowOf = async (roomId: RoomId, me: UserId): Promise<ListedRoom | null> => {
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

  const seenBy = async (me: UserId, row: ListedRoom | null): Promise<Room | null> =>
    row && ((await ofRows(me, [row]))[0] ?? null);

  return {
    ofRows,
    one: async ({ roomId, me }) => seenBy(me, await rowOf(roomId, me)),
    async listed({ roomId, me }) {
      const row = await rowOf(roomId, me);
      return row && row.lastSeq > 0 ? seenBy(me, row) : null;
    },
  };
};
