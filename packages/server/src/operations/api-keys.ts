import { apiKeys, deleteApiKey, insertApiKey } from '@duet/db';
import type { ApiKey } from '@duet/db';
import { newApiKey } from '../admin/api-key.ts';
import { withDatabase } from './with-database.ts';

/** The key, which is nowhere kept; `null`: there is one of this name. Throws `DatabaseError`, as do the others. */
export const createApiKey = (databaseUrl: string, name: string, now: number): Promise<string | null> =>
  withDatabase(databaseUrl, async (db) => {
    const { key, hash, hint } = newApiKey();
    const inserted = await insertApiKey(db, { name, hint, hash, createdAt: now });
    return inserted.ok ? key : null;
  });

/** The oldest first. */
export const listApiKeys = (databaseUrl: string): Promise<ApiKey[]> => withDatabase(databaseUrl, apiKeys);

/** From the next call on it is not taken any more. Whether there was one of this name. */
export const revokeApiKey = (databaseUrl: string, name: string): Promise<boolean> =>
  withDatabase(databaseUrl, (db) => deleteApiKey(db, name));
