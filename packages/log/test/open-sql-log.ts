import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { block, openDatabase, unblock } from '@duet/db';
import type { Database } from '@duet/db';
import type { MariaDb } from '@duet/engines';
import { createSqlMessageLog } from '../src/index.ts';
import type { Accepted, MessageLog } from '../src/index.ts';
import type { LogUnderTest } from './log-under-test.ts';
import { newPerson, newRoomWith } from './people-and-rooms.ts';

/** What only the log in SQL has. */
export interface SqlLogUnderTest extends LogUnderTest {
  readonly db: Database['db'];
  readonly batches: Accepted[][];
  readonly faults: unknown[];
  readonly fencedTimes: number;
  /** Another log on the same database, as another process would open one. */
  another(): Promise<MessageLog>;
}

export type SqlLogSettings = {
  queueBound?: number;
  onAccepted?: (accepted: Accepted[]) => void;
  /** A line to the database that is not perfect. */
  through?: (database: Database) => Database;
};

export const openSqlLog = async (
  openAgain: () => Promise<Database>,
  closesOnRestart: boolean,
  cleanUp: () => Promise<void>,
  { queueBound, onAccepted, through = (database) => database }: SqlLogSettings = {},
): Promise<SqlLogUnderTest> => {
  let database = await openAgain();
  let fencedTimes = 0;
  const batches: Accepted[][] = [];
  const faults: unknown[] = [];
  const clock = { now: 1_800_000_000_000 };
  const start = (): Promise<MessageLog> =>
    createSqlMessageLog({
      database: through(database),
      now: () => clock.now,
      onAccepted: (accepted) => {
        batches.push(accepted);
        onAccepted?.(accepted);
      },
      onFenced: () => {
        fencedTimes += 1;
      },
      onFault: (cause) => {
        faults.push(cause);
      },
      ...(queueBound === undefined ? {} : { queueBound }),
    });
  let log = await start();
  const everyonesPeer = await newPerson(database.db);

  return {
    get log() {
      return log;
    },
    get db() {
      return database.db;
    },
    get accepted() {
      return batches.flat();
    },
    get fencedTimes() {
      return fencedTimes;
    },
    batches,
    faults,
    clock,
    another: start,
    newRoom: () => newRoomWith(database.db, everyonesPeer),
    block: async ({ members: [blocked, blocker] }) => {
      await block(database.db, { blocker, blocked, at: 1 });
    },
    unblock: async ({ members: [blocked, blocker] }) => {
      await unblock(database.db, { blocker, blocked });
    },
    restart: async () => {
      await log.close();
      if (closesOnRestart) {
        await database.close();
        database = await openAgain();
      }
      log = await start();
    },
    [Symbol.asyncDispose]: async () => {
      await log.close();
      await database.close();
      await cleanUp();
    },
  };
};

export const sqlLogInMemory = (settings?: SqlLogSettings): Promise<SqlLogUnderTest> =>
  openSqlLog(
    () => openDatabase(':memory:'),
    false,
    () => Promise.resolve(),
    settings,
  );

export const sqlLogOnMariaDb = async (mariadb: MariaDb, settings?: SqlLogSettings): Promise<SqlLogUnderTest> => {
  const url = await mariadb.newDatabase();
  return openSqlLog(
    () => openDatabase(url),
    true,
    () => Promise.resolve(),
    settings,
  );
};

export const sqlLogOnFile = async (settings?: SqlLogSettings): Promise<SqlLogUnderTest> => {
  const folder = await mkdtemp(join(tmpdir(), 'duet-log-'));
  return openSqlLog(
    () => openDatabase(`file:${join(folder, 'duet.db')}`),
    true,
    () => rm(folder, { recursive: true, force: true }),
    settings,
  );
};
