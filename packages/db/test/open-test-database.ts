import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MariaDb } from '@duet/engines';
import { openDatabase } from '../src/index.ts';
import type { Database } from '../src/index.ts';

/** An empty database of one engine, and the way to be rid of it. The suites are functions of this. */
export type TestDatabase = Database & AsyncDisposable;
export type OpenTestDatabase = () => Promise<TestDatabase>;

export const inMemory: OpenTestDatabase = async () => {
  const database = await openDatabase(':memory:');
  return { ...database, [Symbol.asyncDispose]: () => database.close() };
};

export const onFile: OpenTestDatabase = async () => {
  const folder = await temporaryFolder();
  const database = await openDatabase(folder.url('duet.db'));
  return {
    ...database,
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await folder[Symbol.asyncDispose]();
    },
  };
};

export const onMariaDb = async (mariadb: MariaDb): Promise<TestDatabase> => {
  const database = await openDatabase(await mariadb.newDatabase());
  return { ...database, [Symbol.asyncDispose]: () => database.close() };
};

export type TemporaryFolder = AsyncDisposable & { path: string; url: (file: string) => string };

export const temporaryFolder = async (): Promise<TemporaryFolder> => {
  const path = await mkdtemp(join(tmpdir(), 'duet-db-'));
  return {
    path,
    url: (file) => `file:${join(path, file)}`,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
};
