import type { RoomId } from '@duet/protocol';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Told before the commit, while nobody else reads what the rooms are: whoever keeps a copy of that forgets it. Rejects
 * when that cannot be done, and then nothing is written.
 */
export type MarkRooms = (roomIds: readonly RoomId[]) => Promise<void>;

/** Where nobody keeps a copy. */
export const noMark: MarkRooms = async () => {};

/**
 * The one place that says what closes a room: a block between its two, or that one of them is deactivated. Whoever calls
 * it holds the rows of both users.
 */
export const settleRooms = async (
  trx: Kysely<Schema>,
  roomIds: readonly RoomId[],
  mark: MarkRooms = noMark,
): Promise<void> => {
  if (roomIds.length === 0) return;
  await trx
    .updateTable('rooms')
    .set(({ case: choose, or, exists, selectFrom }) => ({
      status: choose()
        .when(
          or([
            exists(
              selectFrom('participants')
                .innerJoin('users', 'users.id', 'participants.user_id')
                .select('users.id')
                .whereRef('participants.room_id', '=', 'rooms.id')
                .where('users.status', '=', 'deactivated'),
            ),
            exists(
              selectFrom('participants as mine')
                .innerJoin('participants as theirs', 'theirs.room_id', 'mine.room_id')
                .innerJoin('blocks', (join) =>
                  join
                    .onRef('blocks.blocker_id', '=', 'mine.user_id')
                    .onRef('blocks.blocked_id', '=', 'theirs.user_id'),
                )
                .select('blocks.blocker_id')
                .whereRef('mine.room_id', '=', 'rooms.id'),
            ),
          ]),
        )
        .then('blocked' as const)
        .else('open' as const)
        .end(),
    }))
    .where('id', 'in', roomIds.toSorted())
    .execute();
  await mark(roomIds);
};
