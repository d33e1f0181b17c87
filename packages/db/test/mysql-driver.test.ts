import { isLeftOut, startMariaDb } from '@duet/engines';
import type { MariaDb } from '@duet/engines';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schema } from '../src/index.ts';
import { connectMysql } from '../src/mysql/connect-mysql.ts';
import { MysqlAdapter } from '../src/mysql/mysql-adapter.ts';
import type { MysqlBounds } from '../src/mysql/mysql-driver.ts';
import { mysqlPlace } from '../src/mysql/mysql-url.ts';

const roomy: MysqlBounds = { connections: 3, acquireWithin: 20_000, answerWithin: 20_000 };

describe.skipIf(isLeftOut('mariadb'))('connections to MariaDB', () => {
  let mariadb: MariaDb;
  beforeAll(async () => {
    mariadb = await startMariaDb();
  });
  afterAll(() => mariadb[Symbol.asyncDispose]());

  const connected = async (bounds: Partial<MysqlBounds> = {}) => {
    const url = await mariadb.newDatabase();
    const db = connectMysql(mysqlPlace(url), { ...roomy, ...bounds });
    return { db, url, [Symbol.asyncDispose]: () => db.destroy() };
  };
  const one = async <T>(db: Kysely<Schema>, name: string): Promise<T | undefined> =>
    (await sql<{ it: T }>`select ${sql.raw(name)} as it`.execute(db)).rows[0]?.it;

  it('numbers come as numbers, and those beyond the safe ones are refused', async () => {
    await using here = await connected();
    expect(await one(here.db, 'cast(9007199254740991 as signed)')).toBe(9_007_199_254_740_991);
    await expect(one(here.db, 'cast(9007199254740992 as signed)')).rejects.toThrow('beyond the safe integers');
    expect(await one(here.db, 'count(*)')).toBe(1);
  });

  it('sessions are strict, see what is committed, wait for little, and read no files of ours', async () => {
    await using here = await connected();
    expect(await one(here.db, '@@sql_mode')).toContain('STRICT_TRANS_TABLES');
    expect(await one(here.db, '@@tx_isolation')).toBe('READ-COMMITTED');
    expect(await one(here.db, '@@collation_connection')).toBe('utf8mb4_bin');
    expect(await one(here.db, '@@innodb_lock_wait_timeout')).toBe(5);
    expect(await one(here.db, '@@wait_timeout')).toBe(30);
    await sql`create table hosts (name text)`.execute(here.db);
    const load = sql`load data local infile '/etc/hostname' into table hosts`.execute(here.db);
    await expect(load).rejects.toThrow(/local|not allowed/i);
  });

  it.each([[{}], [{ id: 1 }], [['a', 'b']], [new Date(0)], [true], [undefined]])(
    'binding %j is refused',
    async (value) => {
      await using here = await connected();
      await expect(sql`select ${value} as bound`.execute(here.db)).rejects.toThrow('cannot bind');
    },
  );

  it('an update that changes nothing counts the rows that it found', async () => {
    await using here = await connected();
    await sql`create table counter (n bigint)`.execute(here.db);
    await sql`insert into counter values (5)`.execute(here.db);
    expect((await sql`update counter set n = 5 where n = 5`.execute(here.db)).numAffectedRows).toBe(1n);
    expect((await sql`update counter set n = 6 where n = 7`.execute(here.db)).numAffectedRows).toBe(0n);
  });

  it('who waits too long for a connection is told so, and the next one gets it', async () => {
    await using here = await connected({ connections: 2, acquireWithin: 300 });
    const { db } = here;
    const held = Promise.withResolvers<void>();
    const hold = () => db.connection().execute(async (own) => [await one(own, '1'), await held.promise]);
    const holding = [hold(), hold()];
    await expect(one(db, '1')).rejects.toThrow('no connection to the database was free within 300 ms');
    held.resolve();
    await Promise.all(holding);
    expect(await one(db, '2')).toBe(2);
  });

  it('after a power cut of the server it goes on by itself', async () => {
    await using here = await connected();
    const { db } = here;
    expect(await Promise.all([1, 2, 3].map((n) => one(db, String(n))))).toEqual([1, 2, 3]);
    await mariadb.stop('SIGKILL');
    await expect(one(db, '1')).rejects.toThrow();
    await mariadb.start();
    expect(await Promise.all([1, 2, 3].map((n) => one(db, String(n))))).toEqual([1, 2, 3]);
  });

  it('a server that answers nothing is given up, and what it was asked runs into a closed connection', async () => {
    await using here = await connected({ answerWithin: 400 });
    const { db } = here;
    await sql`create table notes (text text)`.execute(db);
    await mariadb.pause();
    const writing = db.transaction().execute((trx) => sql`insert into notes values ('never')`.execute(trx));
    await expect(writing).rejects.toThrow('no answer within 400 ms');
    mariadb.resume();
    await expect.poll(() => one(db, '(select count(*) from notes)').catch(() => null), { timeout: 20_000 }).toBe(0);
  });

  it('a connection to a server that has become read-only is not used again', async () => {
    await using here = await connected({ connections: 1 });
    const { db } = here;
    await sql`create table notes (text text)`.execute(db);
    const before = await one(db, 'connection_id()');
    await mariadb.query('set global read_only = 1');
    try {
      await expect(sql`insert into notes values ('refused')`.execute(db)).rejects.toThrow('read-only');
      expect(await one(db, 'connection_id()')).not.toBe(before);
    } finally {
      await mariadb.query('set global read_only = 0');
    }
    await sql`insert into notes values ('taken')`.execute(db);
    expect(await one(db, '(select count(*) from notes)')).toBe(1);
  });

  it('closing waits for the transaction that is running', async () => {
    await using here = await connected();
    const { db, url } = here;
    await sql`create table notes (text text)`.execute(db);
    const begun = Promise.withResolvers<void>();
    const writing = db.transaction().execute(async (trx) => {
      begun.resolve();
      await sql`insert into notes values ('one')`.execute(trx);
      await sql`insert into notes values ('two')`.execute(trx);
    });
    await begun.promise;
    await db.destroy();
    await writing;
    expect(await mariadb.query(`select text from ${mysqlPlace(url).database}.notes`)).toHaveLength(2);
  });

  it('the migration lock is taken or refused, per database', async () => {
    await using here = await connected();
    await using elsewhere = await connected();
    await here.db.connection().execute(async (first) => {
      await new MysqlAdapter(0).acquireMigrationLock(first);
      await here.db.connection().execute(async (second) => {
        await expect(new MysqlAdapter(0).acquireMigrationLock(second)).rejects.toThrow('another node');
        await new MysqlAdapter(0).releaseMigrationLock(first);
        await new MysqlAdapter(0).acquireMigrationLock(second);
      });
      await elsewhere.db.connection().execute((other) => new MysqlAdapter(0).acquireMigrationLock(other));
    });
  });
});
