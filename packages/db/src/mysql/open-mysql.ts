import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { DatabaseError } from '../database-error.ts';
import type { Database } from '../database.ts';
import type { EngineTraits } from '../engine-traits.ts';
import { probeWriting } from '../log-partitions.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { connectMysql, overDriver } from './connect-mysql.ts';
import { MysqlDriver } from './mysql-driver.ts';
import type { MysqlBounds } from './mysql-driver.ts';
import { mysqlFault } from './mysql-fault.ts';
import { mysqlPlace } from './mysql-url.ts';
import type { MysqlPlace } from './mysql-url.ts';

// The database may have been made with any character set: the tables say theirs, which compares by bytes.
const table = sql`engine = InnoDB default character set utf8mb4 collate utf8mb4_bin`;
const mysqlTraits: EngineTraits = { table, clusteredTable: table, createIndexIfNotExists: false };

/** For the queries of a running node, in ms. */
const serving: MysqlBounds = { connections: 10, acquireWithin: 5_000, answerWithin: 8_000 };
/** Changing a big table takes its time, as does waiting for a node that does so. Kysely asks beside its lock. */
const migrating: MysqlBounds = { connections: 2, acquireWithin: 5_000, answerWithin: 3_600_000 };

const refused = ({ name, user, database }: MysqlPlace, error: unknown): unknown => {
  if (error instanceof DatabaseError) return error;
  const options = { cause: error };
  const said = error instanceof Error ? ` (${error.message})` : '';
  switch (mysqlFault(error)) {
    case 'unreachable':
      return new DatabaseError('unreachable', `Cannot reach ${name}${said}.`, options);
    case 'denied':
      return new DatabaseError('denied', `The user ${user} may not use ${name}${said}.`, options);
    case 'no_database':
      return new DatabaseError(
        'no_database',
        `There is no ${name}. An administrator makes it: CREATE DATABASE ${database}.`,
        options,
      );
    case 'read_only':
      return new DatabaseError('not_writable', `The server of ${name} is read-only${said}.`, options);
    case 'locked':
    case 'conflict':
      return new DatabaseError('in_use', `Something else holds ${name} locked${said}.`, options);
    case null:
      return error;
  }
};

/** What makes a commit less than it says, in words for the operator. */
const doubtfulSettings = async (db: Kysely<Schema>): Promise<string[]> => {
  const { rows } = await sql<{ flush: number }>`select @@innodb_flush_log_at_trx_commit as flush`.execute(db);
  const flush = rows[0]?.flush;
  return flush === 1
    ? []
    : [
        `innodb_flush_log_at_trx_commit is ${flush}: up to a second of messages that show as stored is lost when the ` +
          'database or its machine fails. Set it to 1.',
      ];
};

/** `url`: as `mysqlPlace` reads it. `onWarning`: what the operator should change. */
export const openMysql = async (url: string, onWarning: (warning: string) => void): Promise<Database> => {
  const place = mysqlPlace(url);
  const migrator = connectMysql(place, migrating);
  try {
    await migrate(migrator, mysqlTraits);
  } catch (error) {
    throw refused(place, error);
  } finally {
    await migrator.destroy();
  }

  const driver = new MysqlDriver(place, serving);
  const db = overDriver(driver);
  try {
    await probeWriting(db);
    for (const warning of await doubtfulSettings(db)) onWarning(warning);
  } catch (error) {
    await db.destroy();
    throw refused(place, error);
  }
  let closing: Promise<void> | null = null;
  return {
    db,
    pool: () => driver.use(),
    refusedCommit: (error) => {
      const fault = mysqlFault(error);
      return fault === 'read_only' || fault === 'conflict' || fault === 'locked';
    },
    close: () => (closing ??= db.destroy()),
  };
};
