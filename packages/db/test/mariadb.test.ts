import { isLeftOut, startMariaDb } from '@duet/engines';
import type { MariaDb } from '@duet/engines';
import { afterAll, beforeAll, describe } from 'vitest';
import { databaseSuite } from './database-suite.ts';
import { onMariaDb } from './open-test-database.ts';

describe.skipIf(isLeftOut('mariadb'))('MariaDB', () => {
  let mariadb: MariaDb;
  beforeAll(async () => {
    mariadb = await startMariaDb();
  });
  afterAll(() => mariadb[Symbol.asyncDispose]());

  databaseSuite(() => onMariaDb(mariadb));
});
