import { openDatabase } from '@duet/db';
import type { Database } from '@duet/db';

/** Throws `DatabaseError`. */
export const withDatabase = async <T>(databaseUrl: string, work: (db: Database['db']) => Promise<T>): Promise<T> => {
  const database = await openDatabase(databaseUrl);
  try {
    return await work(database.db);
  } finally {
    await database.close();
  }
};
