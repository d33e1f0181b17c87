import type { RoomId, RoomStatus, Seq, UserId } from '@duet/protocol';
import type { Kysely } from 'kysely';
import { inTransaction } from './in-transaction.ts';
import { lockPair } from './lock-pair.ts';
import { pairKey } from './pair-key.ts';
import type { Schema } from './schema.ts';
import { settleRooms } from './settle-rooms.ts';

/**
 * The room of this pair, made with `id` if there is none: twice, or at once from both sides, it is one room. `position`
 * is its place in the creator's list; with the peer it shows from its first message on, or once the peer creates it too.
 */
export const createDirectRoom = (
  db: Kysely<Schema>,
  room: { id: RoomId; creator: UserId; peer: UserId; createdAt: number; position: Seq },
): Promise<RoomId> =>
  inTransaction(db, async (trx) => {
    await lockPair(trx, room.creator, room.peer);
    const pair_key = pairKey(room.creator, room.peer);
    const known = await trx.selectFrom('rooms').select('id').where('pair_key', '=', pair_key).executeTakeFirst();
    if (known !== undefined) {
      await trx
        .updateTable('participants')
        .set({ last_seq: room.position })
        .where('room_id', '=', known.id)
        .where('user_id', '=', room.creator)
        .where('last_seq', '=', 0)
        .execute();
      return known.id;
    }
    await trx
      .insertInto('rooms')
      .values({ id: room.id, kind: 'direct', status: 'open', pair_key, created_at: room.createdAt })
      .execute();
    const participant = (user_id: UserId, last_seq: Seq) =>
      ({ room_id: room.id, user_id, kind: 'member', status: 'active', read_seq: 0, last_seq }) as const;
    await trx
      .insertInto('participants')
      .values([participant(room.creator, room.position), participant(room.peer, 0)])
      .execute();
    await settleRooms(trx, [room.id]);
    return room.id;
  });

/** `null`: no such room. Who is in it never changes, whether it is open may. */
export const roomMembers = async (
  db: Kysely<Schema>,
  roomId: RoomId,
): Promise<{ members: readonly [UserId, UserId]; status: RoomStatus } | null> => {
  const [one, other] = await db
    .selectFrom('participants')
    .innerJoin('rooms', 'rooms.id', 'participants.room_id')
    .select(['participants.user_id as userId', 'rooms.status'])
    .where('participants.room_id', '=', roomId)
    .orderBy('participants.user_id')
    .execute();
  return one === undefined || other === undefined ? null : { members: [one.userId, other.userId], status: one.status };
};

/** Which of the rooms are open, and which hold no message yet. Until the transaction ends neither changes. */
export const roomStates = async (
  db: Kysely<Schema>,
  roomIds: readonly RoomId[],
): Promise<Map<RoomId, { status: RoomStatus; empty: boolean }>> => {
  const rows = await db
    .selectFrom('rooms')
    .select(({ exists, selectFrom }) => [
      'id',
      'status',
      exists(selectFrom('messages').select('seq').whereRef('messages.room_id', '=', 'rooms.id')).as('filled'),
    ])
    .where('id', 'in', roomIds.toSorted())
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, { status: row.status, empty: Number(row.filled) === 0 }]));
};
