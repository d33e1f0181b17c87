import { DatabaseError } from './database-error.ts';
import { sqliteFile } from './sqlite/sqlite-file.ts';

/**
 * Copies a `file:` database, which no process may hold meanwhile, into the new file `target`. Throws `DatabaseError`,
 * whose message is meant for people.
 */
export const backUp = async (url: string, target: string): Promise<void> => {
  const file = sqliteFile(url);
  if (file === null) {
    throw new DatabaseError('unknown_url', 'MySQL is backed up with its own tools: docs/operations.md says how.');
  }
  const { backUpSqlite } = await import('./sqlite/back-up-sqlite.ts');
  backUpSqlite(file, target);
};
