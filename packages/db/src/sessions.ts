import type { UserId } from '@duet/protocol';
import type { Kysely } from 'kysely';
import { inTransaction } from './in-transaction.ts';
import type { Schema } from './schema.ts';

/** Times in milliseconds since the epoch. The token itself is nowhere kept. */
export type StoredSession = { id: string; userId: UserId; createdAt: number; expiresAt: number };

/** `false`: nobody signs in as this user now, and nothing was written. */
export const insertSession = (db: Kysely<Schema>, session: StoredSession & { tokenHash: string }): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    // Held until the session stands: whoever deactivates this user finds it, or comes first and is seen here.
    const user = await trx
      .selectFrom('users')
      .select('id')
      .where('id', '=', session.userId)
      .where('kind', '=', 'person')
      .where('status', '=', 'active')
      .forUpdate()
      .executeTakeFirst();
    if (user === undefined) return false;
    await trx
      .insertInto('sessions')
      .values({
        id: session.id,
        token_hash: session.tokenHash,
        user_id: session.userId,
        created_at: session.createdAt,
        expires_at: session.expiresAt,
      })
      .execute();
    return true;
  });

/** Whether it has expired is for the caller to see. */
export const sessionByTokenHash = async (db: Kysely<Schema>, tokenHash: string): Promise<StoredSession | null> =>
  (await db
    .selectFrom('sessions')
    .select(['id', 'user_id as userId', 'created_at as createdAt', 'expires_at as expiresAt'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()) ?? null;

export const deleteSession = async (db: Kysely<Schema>, id: string): Promise<void> => {
  await db.deleteFrom('sessions').where('id', '=', id).execute();
};

/** How many had expired at `now`. */
export const deleteExpiredSessions = async (db: Kysely<Schema>, now: number): Promise<number> => {
  const { numDeletedRows } = await db.deleteFrom('sessions').where('expires_at', '<=', now).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
};
