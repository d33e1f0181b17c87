import type { RoomId, RoomStatus, Seq, UserId } from '@duet/protocol';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A room in its participant's list. */
export type ListedRoom = {
  roomId: RoomId;
  lastSeq: Seq;
  readSeq: Seq;
  peerId: UserId;
  peerReadSeq: Seq;
  status: RoomStatus;
};

/** My rooms, newest first, behind a place in the list. Rooms that do not show yet are left out. */
export const roomsPage = (
  db: Kysely<Schema>,
  { me, before, limit }: { me: UserId; before: { lastSeq: Seq; roomId: RoomId } | null; limit: number },
): Promise<ListedRoom[]> => {
  const newest = db
    .selectFrom('participants as mine')
    .innerJoin('participants as theirs', (join) =>
      join.onRef('theirs.room_id', '=', 'mine.room_id').on('theirs.user_id', '<>', me),
    )
    .innerJoin('rooms', 'rooms.id', 'mine.room_id')
    .select([
      'mine.room_id as roomId',
      'mine.last_seq as lastSeq',
      'mine.read_seq as readSeq',
      'theirs.user_id as peerId',
      'theirs.read_seq as peerReadSeq',
      'rooms.status',
    ])
    .where('mine.user_id', '=', me)
    .where('mine.last_seq', '>', 0)
    .orderBy('mine.last_seq', 'desc')
    .orderBy('mine.room_id', 'desc')
    .limit(limit);
  if (before === null) return newest.execute();
  // Row values would read better; not every engine's planner reads them as a range.
  return newest
    .where('mine.last_seq', '<=', before.lastSeq)
    .where(({ or, eb }) => or([eb('mine.last_seq', '<', before.lastSeq), eb('mine.room_id', '<', before.roomId)]))
    .execute();
};

/** Both participants of a room; empty when there is no such room. */
export const participantsOf = (
  db: Kysely<Schema>,
  roomId: RoomId,
): Promise<{ userId: UserId; readSeq: Seq; lastSeq: Seq }[]> =>
  db
    .selectFrom('participants')
    .select(['user_id as userId', 'read_seq as readSeq', 'last_seq as lastSeq'])
    .where('room_id', '=', roomId)
    .orderBy('user_id')
    .execute();

/** Only grows. Whether it did. */
export const advanceReadSeq = async (
  db: Kysely<Schema>,
  { roomId, userId, seq }: { roomId: RoomId; userId: UserId; seq: Seq },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('participants')
    .set({ read_seq: seq })
    .where('room_id', '=', roomId)
    .where('user_id', '=', userId)
    .where('read_seq', '<', seq)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
};

/** Who has an open room with me in their list, the others of my newest rooms first: whoever is told about me. */
export const peersOf = async (db: Kysely<Schema>, me: UserId, limit: number): Promise<UserId[]> =>
  (
    await db
      .selectFrom('participants as mine')
      .innerJoin('participants as theirs', (join) =>
        join.onRef('theirs.room_id', '=', 'mine.room_id').on('theirs.user_id', '<>', me),
      )
      .innerJoin('rooms', 'rooms.id', 'mine.room_id')
      .select('theirs.user_id as userId')
      .where('mine.user_id', '=', me)
      .where('theirs.last_seq', '>', 0)
      .where('rooms.status', '=', 'open')
      .orderBy('mine.last_seq', 'desc')
      .orderBy('mine.room_id', 'desc')
      .limit(limit)
      .execute()
  ).map((row) => row.userId);

/** Gives rooms the place of their newest message in both lists. Each of them has one. */
export const placeRooms = async (db: Kysely<Schema>, roomIds: readonly RoomId[]): Promise<void> => {
  if (roomIds.length === 0) return;
  await db
    .updateTable('participants')
    .set(({ selectFrom }) => ({
      last_seq: selectFrom('messages')
        .select(({ fn }) => fn.max('messages.seq').as('seq'))
        .whereRef('messages.room_id', '=', 'participants.room_id')
        .$asScalar()
        .$notNull(),
    }))
    .where('room_id', 'in', roomIds.toSorted())
    .execute();
};
