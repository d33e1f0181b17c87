import { isLeftOut, startMariaDb } from '@duet/engines';
import type { MariaDb } from '@duet/engines';
import { afterAll, beforeAll, describe } from 'vitest';
import { openDatabase } from '../src/index.ts';
import { blocksSuite } from './blocks-suite.ts';
import { logPartitionsSuite } from './log-partitions-suite.ts';
import { messagesSuite } from './messages-suite.ts';
import type { OpenTestDatabase } from './open-test-database.ts';
import { participantsSuite } from './participants-suite.ts';
import { roomsSuite } from './rooms-suite.ts';
import { sessionsSuite } from './sessions-suite.ts';
import { usersSuite } from './users-suite.ts';

describe.skipIf(isLeftOut('mariadb'))('MariaDB', () => {
  let mariadb: MariaDb;
  beforeAll(async () => {
    mariadb = await startMariaDb();
  });
  afterAll(() => mariadb[Symbol.asyncDispose]());
  const open: OpenTestDatabase = async () => {
    const database = await openDatabase(await mariadb.newDatabase());
    return { ...database, [Symbol.asyncDispose]: () => database.close() };
  };
  describe('users', () => usersSuite(open));
  describe('sessions', () => sessionsSuite(open));
  describe('rooms', () => roomsSuite(open));
  describe('participants', () => participantsSuite(open));
  describe('blocks', () => blocksSuite(open));
  describe('messages', () => messagesSuite(open));
  describe('log partitions', () => logPartitionsSuite(open));
});
