import { isLeftOut, startMariaDb } from '@duet/engines';
import type { MariaDb } from '@duet/engines';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseError, isDatabaseAway, messagesBefore, openDatabase, userById } from '../src/index.ts';
import { connectMysql } from '../src/mysql/connect-mysql.ts';
import { mysqlPlace } from '../src/mysql/mysql-url.ts';
import { newUserId, messageOf, messagesAt, roomOf, somebody } from './somebody.ts';

/** The fault and its words, or what else happened. */
const refusal = async (url: string): Promise<string> => {
  try {
    const database = await openDatabase(url);
    await database.close();
    return 'opened';
  } catch (error) {
    return error instanceof DatabaseError ? `${error.fault}: ${error.message}` : String(error);
  }
};

it.each([
  ['mysql://', /^unknown_url: .*(host|not a URL)/],
  ['mysql://host', /^unknown_url: .*user/],
  ['mysql://mina@host', /^unknown_url: .*database/],
  ['mysql://mina@host/a/b', /^unknown_url: .*database/],
  ['mysql://mi%na@host/duet', /^unknown_url: .*%25/],
  ['mysql://mina:secret@host/duet?ssl=maybe', /^unknown_url: .*ssl=maybe/],
  ['mysql://mina:secret@host/duet?multipleStatements=true', /^unknown_url: .*multipleStatements/],
  ['mysql://mina:secret@nowhere.invalid/duet', /^unreachable: Cannot reach the database duet at nowhere\.invalid:3306/],
  ['mysql://mina:secret@127.0.0.1:1/duet', /^unreachable: Cannot reach the database duet at 127\.0\.0\.1:1/],
])('refuses %s in words', async (url, words) => {
  const said = await refusal(url);
  expect(said).toMatch(words);
  expect(said).not.toContain('secret');
});

describe.skipIf(isLeftOut('mariadb'))('a database in MariaDB', () => {
  let mariadb: MariaDb;
  beforeAll(async () => {
    mariadb = await startMariaDb();
  });
  afterAll(() => mariadb[Symbol.asyncDispose]());

  it('finds everything there again', async () => {
    const url = await mariadb.newDatabase();
    const before = await openDatabase(url);
    const mina = await somebody(before.db, 'mina');
    await before.close();
    await before.close();
    const after = await openDatabase(url);
    expect(await userById(after.db, mina)).toMatchObject({ username: 'mina' });
    await after.close();
  });

  it('compares text by bytes and keeps all of it, whatever the database was made with', async () => {
    const url = await mariadb.newDatabase();
    await mariadb.query(`alter database ${new URL(url).pathname.slice(1)} character set latin1`);
    const database = await openDatabase(url);
    const [mina, minA] = [await somebody(database.db, 'mina', '김민아 👩‍🎨'), await somebody(database.db, 'minä')];
    const roomId = await roomOf(database.db, mina, minA);
    await messagesAt(database.db, roomId, mina, [1]);
    expect(await messagesBefore(database.db, roomId, null, 1)).toMatchObject([
      { ...messageOf(roomId, mina, 1), id: expect.any(String) },
    ]);
    expect(await userById(database.db, mina)).toMatchObject({ displayName: '김민아 👩‍🎨' });
    await database.close();
  });

  it('two nodes that start at once make its tables together', async () => {
    const url = await mariadb.newDatabase();
    const nodes = await Promise.all([openDatabase(url), openDatabase(url), openDatabase(url)]);
    const done = await sql<{ n: number }>`select count(*) as n from kysely_migration`.execute(nodes[0].db);
    expect(done.rows).toEqual([{ n: 19 }]);
    await Promise.all(nodes.map((node) => node.close()));
  });

  it('runs a migration again that was cut off before it was written down', async () => {
    const url = await mariadb.newDatabase();
    const before = await openDatabase(url);
    const mina = await somebody(before.db, 'mina');
    await sql`delete from kysely_migration`.execute(before.db);
    await before.close();
    const after = await openDatabase(url);
    expect(await userById(after.db, mina)).not.toBeNull();
    await after.close();
  });

  it('refuses a database that a later version has migrated', async () => {
    const url = await mariadb.newDatabase();
    const later = await openDatabase(url);
    await sql`insert into kysely_migration (name, timestamp) values ('999_reactions', '2030-01-01')`.execute(later.db);
    await later.close();
    expect(await refusal(url)).toMatch(/^newer: .*later version of Duet.*999_reactions/);
  });

  it('refuses a wrong password, another user, a database that is not there, and TLS that is not spoken', async () => {
    const url = await mariadb.newDatabase();
    const wrong = (change: (url: URL) => void): Promise<string> => {
      const changed = new URL(url);
      change(changed);
      return refusal(changed.href);
    };
    expect(await wrong((it) => (it.password = 'geheim'))).toMatch(/^denied: The user duet_\d+ may not use/);
    expect(await wrong((it) => (it.username = 'nobody'))).toMatch(/^denied: /);
    expect(await wrong((it) => (it.pathname = '/mysql'))).toMatch(/^denied: /);
    await mariadb.query(`grant all on lost.* to ${new URL(url).username}@'%'`);
    expect(await wrong((it) => (it.pathname = '/lost'))).toMatch(/^no_database: .*CREATE DATABASE lost/);
    expect(await wrong((it) => (it.search = '?ssl=true'))).toMatch(/^unreachable: /);
  });

  it('a server that grants its user no more connections cannot be reached, at the start and later', async () => {
    const url = await mariadb.newDatabase();
    const database = await openDatabase(url);
    await database.close();
    await mariadb.query(`alter user ${new URL(url).username}@'%' with max_user_connections 1`);
    const few = connectMysql(mysqlPlace(url), { connections: 2, acquireWithin: 5_000, answerWithin: 5_000 });
    await few.transaction().execute(async () => {
      expect(await refusal(url)).toMatch(/^unreachable: Cannot reach [^\n]*max_user_connections/);
      const error: unknown = await userById(few, newUserId()).catch((caught: unknown) => caught);
      expect(isDatabaseAway(error)).toBe(true);
    });
    await few.destroy();
  });

  it('says within seconds that a server answers nothing', async () => {
    const url = await mariadb.newDatabase();
    await mariadb.pause();
    try {
      expect(await refusal(url)).toMatch(/^unreachable: /);
    } finally {
      mariadb.resume();
    }
  }, 10_000);

  it('refuses a server that is read-only', async () => {
    const url = await mariadb.newDatabase();
    const before = await openDatabase(url);
    await before.close();
    await mariadb.query('set global read_only = 1');
    try {
      expect(await refusal(url)).toMatch(/^not_writable: .*read-only/);
    } finally {
      await mariadb.query('set global read_only = 0');
    }
  });

  it('warns when a commit may be lost though it is answered', async () => {
    const url = await mariadb.newDatabase();
    const warnings: string[] = [];
    const open = async () => (await openDatabase(url, { onWarning: (warning) => warnings.push(warning) })).close();
    await open();
    expect(warnings).toEqual([]);
    await mariadb.query('set global innodb_flush_log_at_trx_commit = 2');
    await open();
    expect(warnings).toEqual([expect.stringContaining('innodb_flush_log_at_trx_commit is 2')]);
  });
});
