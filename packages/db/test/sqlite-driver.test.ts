import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { isDatabaseAway, openDatabase, searchUsers, userById } from '../src/index.ts';
import { inMemory, temporaryFolder } from './open-test-database.ts';
import { newUserId, somebody } from './somebody.ts';

const big = 'x'.repeat(100_000);

it('a transaction that SQLite rolled back by itself (a full disk) writes nothing more, not even alone', async () => {
  await using database = await inMemory();
  const { db } = database;
  await sql`create table notes (text text)`.execute(db);
  await sql`pragma max_page_count = 60`.execute(db);

  const attempt = db.transaction().execute(async (trx) => {
    await sql`insert into notes values ('before')`.execute(trx);
    await sql`insert into notes values (${big}), (${big}), (${big})`.execute(trx).catch(() => undefined);
    await sql`insert into notes values ('after')`.execute(trx);
  });
  await expect(attempt).rejects.toThrow('rolled this transaction back');
  expect((await sql`select text from notes`.execute(db)).rows).toEqual([]);
});

it('a commit that the full disk refused certainly wrote nothing', async () => {
  await using database = await inMemory();
  await sql`create table notes (text text)`.execute(database.db);
  await sql`pragma max_page_count = 60`.execute(database.db);
  const error = await sql`insert into notes values (${big}), (${big}), (${big})`
    .execute(database.db)
    .catch((e: unknown) => e);
  expect(database.refusedCommit(error)).toBe(true);
  expect(isDatabaseAway(error)).toBe(true);
  expect(database.refusedCommit(new Error('the line went dead'))).toBe(false);
});

it('one transaction runs after the other, and queries between them see whole ones', async () => {
  await using database = await inMemory();
  const { db } = database;
  await sql`create table counter (n integer)`.execute(db);
  await sql`insert into counter values (0)`.execute(db);
  const read = async () => (await sql<{ n: number }>`select n from counter`.execute(db)).rows[0]?.n ?? -1;
  const seen: number[] = [];
  const twice = db.transaction().execute(async (trx) => {
    await sql`update counter set n = n + 1`.execute(trx);
    await new Promise((resolve) => setImmediate(resolve));
    await sql`update counter set n = n + 1`.execute(trx);
  });
  await Promise.all([twice, read().then((n) => seen.push(n)), twice.then(read).then((n) => seen.push(n))]);
  expect(seen).toEqual([2, 2]);
});

it('more statements than are kept still run', async () => {
  await using database = await inMemory();
  const { db } = database;
  await somebody(db, 'mina');
  const me = newUserId();
  for (let n = 0; n < 600; n += 1) await sql`select ${sql.lit(n)}`.execute(db);
  expect(await searchUsers(db, { term: 'mi', me, limit: 5 })).toHaveLength(1);
});

it('closing waits for the transaction that is running, and closes once', async () => {
  await using folder = await temporaryFolder();
  const url = folder.url('duet.db');
  const before = await openDatabase(url);
  const writing = before.db.transaction().execute(async (trx) => {
    await new Promise((resolve) => setImmediate(resolve));
    return somebody(trx, 'mina');
  });
  await before.close();
  await before.close();
  const after = await openDatabase(url);
  expect(await userById(after.db, await writing)).not.toBeNull();
  await after.close();
});
