import type { Membership } from '@duet/api';
import type { Database, ListedRoom } from '@duet/db';
import { usersByIds } from '@duet/db';
import type { MessageLog } from '@duet/log';
import type { Room, UserId } from '@duet/protocol';
import type { People } from './people.ts';
import type { RoomRow } from './room-row.ts';

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
  rowOf: RoomRow;
}): RoomViews => {
  const { db, log, people, rowOf } = options;

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
    const open = rows.flatMap(({ status, peerId }) => (status === 'open' ? (byId.get(peerId) ?? []) : []));
    const shown = new Map((await people.openAll(open)).map((peer) => [peer.id, peer]));
    return rows.flatMap(({ roomId, status, peerId, readSeq, peerReadSeq }): Room[] => {
      const peer = byId.get(peerId);
      if (!peer) return [];
      const { lastMessage, unread } = heads.get(roomId) ?? { lastMessage: null, unread: 0 };
      return [
        {
          id: roomId,
          kind: 'direct',
          status,
          peer: shown.get(peerId) ?? people.hidden(peer),
          lastMessage,
          unread,
          readSeqs: [
            { userId: me, seq: readSeq },
            { userId: peerId, seq: status === 'open' ? peerReadSeq : 0 },
          ],
        },
      ];
    });
  };

  const seenBy = async (me: UserId, row: ListedRoom | null): Promise<Room | null> =>
    row && ((await ofRows(me, [row]))[0] ?? null);

  return {
    ofRows,
    one: async ({ roomId, me }) => seenBy(me, await rowOf(roomId, me)),
    async listed({ roomId, me }) {
      const row = await rowOf(roomId, me);
      const room = await seenBy(me, row);
      // SQL may not have placed it yet.
      return row && (row.lastSeq > 0 || room?.lastMessage) ? room : null;
    },
  };
};
