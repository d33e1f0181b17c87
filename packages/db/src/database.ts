import type { Kysely } from 'kysely';
import { DatabaseError } from './database-error.ts';
import type { Schema } from './schema.ts';
import { sqliteFile } from './sqlite/sqlite-file.ts';

/** Connections to a server: how many there may be, how many are in use, how many queries wait for one. */
export type PoolUse = { most: number; used: number; waiting: number };

export interface Database {
  readonly db: Kysely<Schema>;
  /** `null` for a file, to which there is one. */
  readonly pool: (() => PoolUse) | null;
  /** Whether a commit that failed with this error certainly wrote nothing. Of any other failed commit nobody knows. */
  refusedCommit(error: unknown): boolean;
  /** Waits for the query or transaction that is running; the next process may open it then. Idempotent. */
  close(): Promise<void>;
}

export type OpenDatabaseOptions = {
  /** What the operator should change about the database's server, in a sentence. */
  onWarning?: ((warning: string) => void) | undefined;
};

/**
 * Opens a database and brings its tables up to date. `file:./data/duet.db` (from the working directory),
 * `file:///var/lib/duet/duet.db`, `:memory:`, or `mysql://user:password@host:3306/database` (MySQL or MariaDB). Throws
 * `DatabaseError`, whose message is meant for people.
 */
export const openDatabase = async (url: string, { onWarning }: OpenDatabaseOptions = {}): Promise<Database> => {
  // Loaded when it is chosen: who runs on SQLite waits for no mysql2, and on MySQL for no SQLite.
  if (url.startsWith('mysql://')) {
    const { openMysql } = await import('./mysql/open-mysql.ts');
    return openMysql(url, onWarning ?? (() => undefined));
  }
  const file = sqliteFile(url);
  if (file !== null) {
    const { openSqlite } = await import('./sqlite/open-sqlite.ts');
    return openSqlite(file);
  }
  throw new DatabaseError(
    'unknown_url',
    'A database URL looks like file:./data/duet.db or mysql://user:password@host:3306/database, or is :memory:.',
  );
};
