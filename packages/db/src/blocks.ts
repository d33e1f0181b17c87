import type { RoomId, UserId } from '@duet/protocol';
import type { Kysely } from 'kysely';
import { inTransaction } from './in-transaction.ts';
import { lockPair } from './lock-pair.ts';
import { pairKey } from './pair-key.ts';
import type { Schema } from './schema.ts';
import { noMark, settleRooms } from './settle-rooms.ts';
import type { MarkRooms } from './settle-rooms.ts';
import { storedUser } from './stored-user.ts';
import type { StoredUser } from './stored-user.ts';

/** The room of the two, made to say whether a block stands between them. */
const settleRoom = async (trx: Kysely<Schema>, a: UserId, b: UserId, mark: MarkRooms): Promise<RoomId | null> => {
  const key = pairKey(a, b);
  const room = await trx.selectFrom('rooms').select('id').where('pair_key', '=', key).executeTakeFirst();
  if (room === undefined) return null;
  await settleRooms(trx, [room.id], mark);
  return room.id;
};

/** Once it is committed, nothing more is accepted in the room of the two: its id, or `null` when they have none. */
export const block = (
  db: Kysely<Schema>,
  { blocker, blocked, at }: { blocker: UserId; blocked: UserId; at: number },
  mark: MarkRooms = noMark,
): Promise<RoomId | null> =>
  inTransaction(db, async (trx) => {
    await lockPair(trx, blocker, blocked);
    const known = await trx
      .selectFrom('blocks')
      .select('created_at')
      .where('blocker_id', '=', blocker)
      .where('blocked_id', '=', blocked)
      .executeTakeFirst();
    if (known === undefined) {
      await trx.insertInto('blocks').values({ blocker_id: blocker, blocked_id: blocked, created_at: at }).execute();
    }
    return settleRoom(trx, blocker, blocked, mark);
  });

/** The room opens again unless something else closes it. The room's id, or `null` when they have none. */
export const unblock = (
  db: Kysely<Schema>,
  { blocker, blocked }: { blocker: UserId; blocked: UserId },
  mark: MarkRooms = noMark,
): Promise<RoomId | null> =>
  inTransaction(db, async (trx) => {
    await lockPair(trx, blocker, blocked);
    await trx.deleteFrom('blocks').where('blocker_id', '=', blocker).where('blocked_id', '=', blocked).execute();
    return settleRoom(trx, blocker, blocked, mark);
  });

/** Whom I have blocked, the latest first. */
export const blockedBy = (db: Kysely<Schema>, me: UserId): Promise<StoredUser[]> =>
  db
    .selectFrom('blocks')
    .innerJoin('users', 'users.id', 'blocks.blocked_id')
    .select(storedUser)
    .where('blocks.blocker_id', '=', me)
    .orderBy('blocks.created_at', 'desc')
    .orderBy('blocks.blocked_id')
    .execute();

/** Whether either of the two has blocked the other. */
export const isBlockedPair = async (db: Kysely<Schema>, a: UserId, b: UserId): Promise<boolean> =>
  (await db
    .selectFrom('blocks')
    .select('blocker_id')
    .where(({ or, and }) => or([and({ blocker_id: a, blocked_id: b }), and({ blocker_id: b, blocked_id: a })]))
    .executeTakeFirst()) !== undefined;
