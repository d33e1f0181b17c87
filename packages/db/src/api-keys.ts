import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import { isUniqueViolation } from './unique-violation.ts';

/** What is kept of a key of the host's server. Times in milliseconds since the epoch. */
export type ApiKey = {
  name: string;
  /** Its last characters, so that a key in somebody's hand is found in the list. */
  hint: string;
  createdAt: number;
  /** The day's beginning in UTC; `null` when it was never used. */
  lastUsedOn: number | null;
};

const day = 24 * 60 * 60 * 1000;

/** `taken`: there is a key of this name. */
export const insertApiKey = async (
  db: Kysely<Schema>,
  key: { name: string; hint: string; hash: string; createdAt: number },
): Promise<{ ok: true } | { ok: false; reason: 'taken' }> => {
  try {
    const { name, hint, hash, createdAt } = key;
    await db
      .insertInto('api_keys')
      .values({ key_hash: hash, name, hint, created_at: createdAt, last_used_on: null })
      .execute();
    return { ok: true };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'taken' };
    throw error;
  }
};

/** The oldest first. */
export const apiKeys = (db: Kysely<Schema>): Promise<ApiKey[]> =>
  db
    .selectFrom('api_keys')
    .select(['name', 'hint', 'created_at as createdAt', 'last_used_on as lastUsedOn'])
    .orderBy('created_at')
    .orderBy('name')
    .execute();

/** Whether there was one of this name. */
export const deleteApiKey = async (db: Kysely<Schema>, name: string): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('api_keys').where('name', '=', name).executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
};

/** Whether a key of this hash is valid at `now`. Its first use of a day is written down. */
export const useApiKey = async (db: Kysely<Schema>, hash: string, now: number): Promise<boolean> => {
  const key = await db.selectFrom('api_keys').select('last_used_on').where('key_hash', '=', hash).executeTakeFirst();
  if (key === undefined) return false;
  const today = now - (now % day);
  if (key.last_used_on !== today) {
    await db.updateTable('api_keys').set({ last_used_on: today }).where('key_hash', '=', hash).execute();
  }
  return true;
};
