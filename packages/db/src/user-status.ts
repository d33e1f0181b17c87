import type { RoomId, UserId } from '@duet/protocol';
import type { Kysely } from 'kysely';
import { inTransaction } from './in-transaction.ts';
import type { Schema, UserStatus } from './schema.ts';
import { noMark, settleRooms } from './settle-rooms.ts';
import type { MarkRooms } from './settle-rooms.ts';

/**
 * Whether it changed. `mark` says it elsewhere before it is committed, and of two at once in their order. Once
 * `deactivated` is committed no session of this user is made; their rooms are closed and opened by `settleRoomsOf`,
 * which is to follow.
 */
export const setUserStatus = (
  db: Kysely<Schema>,
  id: UserId,
  status: UserStatus,
  mark: () => Promise<void> = async () => {},
): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    const known = await trx.selectFrom('users').select('status').where('id', '=', id).forUpdate().executeTakeFirst();
    await mark();
    if (known === undefined || known.status === status) return false;
    await trx.updateTable('users').set({ status }).where('id', '=', id).execute();
    return true;
  });

/** Rooms of one transaction: it holds the rows of their people. */
const roomsAtOnce = 100;

export type SettledRoom = { roomId: RoomId; peer: UserId };

/** Opens or closes this user's rooms behind `after`, as everything about their people says now. Empty: that was all. */
export const settleRoomsOf = (
  db: Kysely<Schema>,
  me: UserId,
  after: RoomId | null,
  mark: MarkRooms = noMark,
): Promise<SettledRoom[]> =>
  inTransaction(db, async (trx) => {
    const all = trx
      .selectFrom('participants as mine')
      .innerJoin('participants as theirs', (join) =>
        join.onRef('theirs.room_id', '=', 'mine.room_id').on('theirs.user_id', '<>', me),
      )
      .select(['mine.room_id as roomId', 'theirs.user_id as peer'])
      .where('mine.user_id', '=', me)
      .orderBy('mine.room_id')
      .limit(roomsAtOnce);
    const rooms = await (after === null ? all : all.where('mine.room_id', '>', after)).execute();
    if (rooms.length === 0) return rooms;
    const people = [me, ...rooms.map(({ peer }) => peer)];
    await trx.selectFrom('users').select('id').where('id', 'in', people).orderBy('id').forUpdate().execute();
    await settleRooms(
      trx,
      rooms.map(({ roomId }) => roomId),
      mark,
    );
    return rooms;
  });
