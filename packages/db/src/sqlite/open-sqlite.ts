import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteAdapter, SqliteIntrospector, sql } from 'kysely';
import { DatabaseError } from '../database-error.ts';
import type { Database } from '../database.ts';
import type { EngineTraits } from '../engine-traits.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { SqliteDriver } from './sqlite-driver.ts';
import { sqliteFault } from './sqlite-fault.ts';
import { SqliteQueryCompiler } from './sqlite-query-compiler.ts';

const sqliteTraits: EngineTraits = { table: null, clusteredTable: sql`without rowid`, createIndexIfNotExists: true };

/** How long a start waits for the process before it to let go of the file, in ms: a restart overlaps its predecessor. */
const lockWaitMs = 1_000;

// FULL: a commit is on disk when it is answered. EXCLUSIVE, before WAL: no shared memory file, and a second process is
// turned away. The checkpoint is asked for at 4 MB so that one commit never pays for much more than that.
const pragmas = `
  pragma locking_mode = exclusive;
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
  pragma wal_autocheckpoint = 1000;
  begin immediate;
  commit;
`;

const refused = (path: string, error: unknown): unknown => {
  const options = { cause: error };
  switch (sqliteFault(error)) {
    case 'busy':
      return new DatabaseError(
        'in_use',
        `Another process is using ${path}. One process may hold the file at a time.`,
        options,
      );
    case 'not_a_database':
      return new DatabaseError('not_a_database', `${path} is not an SQLite database, or it is damaged.`, options);
    case 'not_writable':
      return new DatabaseError('not_writable', `${path} cannot be opened for writing.`, options);
    case 'full':
      return new DatabaseError('not_writable', `${path} cannot be written: the disk is full.`, options);
    case null:
      return error;
  }
};

/** Holds the file alone, and makes it if there is none. Throws `DatabaseError`. */
export const openFile = (path: string): DatabaseSync => {
  if (path !== ':memory:') {
    try {
      mkdirSync(dirname(path), { recursive: true });
    } catch (error) {
      throw new DatabaseError('not_writable', `The folder of ${path} cannot be made.`, { cause: error });
    }
  }
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: lockWaitMs });
    database.exec(pragmas);
    return database;
  } catch (error) {
    database?.close();
    throw refused(path, error);
  }
};

/** `path`: of a file, which is made with its folder if there is none, or `:memory:`. */
export const openSqlite = async (path: string): Promise<Database> => {
  const database = openFile(path);
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new SqliteDriver(database),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  const close = async (): Promise<void> => {
    if (!database.isOpen) return;
    // Behind the transaction that may hold the connection: destroying waits for none.
    await db.connection().execute(() => Promise.resolve());
    await db.destroy();
  };
  try {
    await migrate(db, sqliteTraits);
    // What a statement of many rows would need to undo itself: as a file, that was a write to it for each row. Behind the
    // migrations, because an index that is built may need more than there is memory.
    database.exec('pragma temp_store = memory');
  } catch (error) {
    await close();
    throw error;
  }
  return {
    db,
    pool: null,
    refusedCommit: (error) => {
      const fault = sqliteFault(error);
      return fault === 'full' || fault === 'not_writable';
    },
    close,
  };
};
