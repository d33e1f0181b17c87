import type { UserId } from '@duet/protocol';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Whoever decides something about these two waits here until the transaction that does so already has ended. Without it
 * a room that was made while its first block was on its way stayed open.
 */
export const lockPair = async (trx: Kysely<Schema>, a: UserId, b: UserId): Promise<void> => {
  await trx.selectFrom('users').select('id').where('id', 'in', [a, b]).orderBy('id').forUpdate().execute();
};
