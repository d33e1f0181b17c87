import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import { isUniqueViolation } from './unique-violation.ts';

/** `id`: of a session that a host's token made, and that was signed out before `expiresAt` (ms). Twice is once. */
export const revokeToken = async (
  db: Kysely<Schema>,
  { id, expiresAt }: { id: string; expiresAt: number },
): Promise<void> => {
  try {
    await db.insertInto('revoked_tokens').values({ id, expires_at: expiresAt }).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
};

export const isRevokedToken = async (db: Kysely<Schema>, id: string): Promise<boolean> =>
  (await db.selectFrom('revoked_tokens').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;

/** Those that would not be taken any more at `now` anyway. */
export const deleteExpiredRevocations = async (db: Kysely<Schema>, now: number): Promise<void> => {
  await db.deleteFrom('revoked_tokens').where('expires_at', '<=', now).execute();
};
