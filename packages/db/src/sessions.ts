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

/** The ids of up to `most` of the sessions that are kept of this user. */
export const sessionsOf = async (db: Kysely<Schema>, userId: UserId, most: number): Promise<string[]> => {
  const sessions = db.selectFrom('sessions').select('id').where('user_id', '=', userId);
  return (await sessions.orderBy('id').limit(most).execute()).map(({ id }) => id);
};

/** Says how many there were. */
export const deleteSessions = async (db: Kysely<Schema>, ids: readonly string[]): Promise<number> => {
  if (ids.length === 0) return 0;
  // Sorted: two nodes that delete the same wait for each other, not in a circle.
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('id', 'in', ids.toSorted())
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
};

/** Deletes up to `most` of those that had expired at `now`, and says how many. */
export const deleteExpiredSessions = async (db: Kysely<Schema>, now: number, most: number): Promise<number> => {
  const expired = await db
    .selectFrom('sessions')
    .select('id')
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(most)
    .execute();
  return deleteSessions(
    db,
    expired.map(({ id }) => id),
  );
};
