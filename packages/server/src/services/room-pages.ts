import type { Database, ListedRoom } from '@duet/db';
import { roomsPage } from '@duet/db';
import type { RoomId, Seq, UserId } from '@duet/protocol';
import type { RoomRow } from './room-row.ts';
import type { UnstoredRooms } from './unstored-rooms.ts';

/** A place in a list: `lastSeq` alone would be shared by rooms without a message. */
export type Place = { lastSeq: Seq; roomId: RoomId };

/** A person's rooms, newest first, behind a place: SQL's page, over which lies what is not in SQL yet. */
export type RoomPages = (me: UserId, before: Place | null, limit: number) => Promise<ListedRoom[]>;

const newestFirst = (a: Place, b: Place): number =>
  b.lastSeq - a.lastSeq || (a.roomId < b.roomId ? 1 : a.roomId > b.roomId ? -1 : 0);

export const createRoomPages = (options: {
  db: Database['db'];
  unstored: UnstoredRooms;
  rowOf: RoomRow;
}): RoomPages => {
  const { db, unstored, rowOf } = options;

  /** Under the place of its newest message, also when its own message has shown it to nobody yet. */
  const overlay = async (me: UserId): Promise<ListedRoom[]> => {
    const rooms = await unstored.of(me);
    const rows = await Promise.all(rooms.map(async (room) => ({ room, row: await rowOf(room.roomId, me) })));
    const stored = rows.flatMap(({ room, row }) => (row && row.lastSeq < room.lastSeq ? [] : [room]));
    if (stored.length > 0) await unstored.forget(me, stored);
    return rows.flatMap(({ room, row }) =>
      row && row.lastSeq < room.lastSeq ? [{ ...row, lastSeq: room.lastSeq }] : [],
    );
  };

  return async (me, before, limit) => {
    const over = await overlay(me);
    const covered = new Set(over.map(({ roomId }) => roomId));
    const page = await roomsPage(db, { me, before, limit: limit + over.length });
    const shown = over.filter((row) => before === null || newestFirst(before, row) < 0);
    return [...page.filter(({ roomId }) => !covered.has(roomId)), ...shown].toSorted(newestFirst).slice(0, limit);
  };
};
