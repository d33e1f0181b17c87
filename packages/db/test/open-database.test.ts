import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { DatabaseError, openDatabase, userById } from '../src/index.ts';
import { onFile, temporaryFolder } from './open-test-database.ts';
import { somebody } from './somebody.ts';

const program = fileURLToPath(new URL('programs/hold-database.ts', import.meta.url));

/** A real second process, and the first line that it says. */
const anotherProcess = async (url: string) => {
  const child = spawn(process.execPath, [program, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { said: String(said).trim(), kill, [Symbol.asyncDispose]: kill };
};

const faultOf = (opening: Promise<unknown>): Promise<string> =>
  opening.then(
    () => 'opened',
    (error: unknown) => (error instanceof DatabaseError ? error.fault : String(error)),
  );

it('makes the file and its folder, and finds everything there again', async () => {
  await using folder = await temporaryFolder();
  const url = folder.url('not/yet/there.db');
  const before = await openDatabase(url);
  const mina = await somebody(before.db, 'mina');
  await before.close();

  const after = await openDatabase(url);
  expect(await userById(after.db, mina)).toMatchObject({ username: 'mina' });
  await after.close();
});

it('commits to disk before it answers, and holds the file alone', async () => {
  await using database = await onFile();
  const { db } = database;
  const pragma = async (name: string) =>
    Object.values((await sql`${sql.raw(`pragma ${name}`)}`.execute(db)).rows[0] ?? {});
  expect(await pragma('journal_mode')).toEqual(['wal']);
  expect(await pragma('synchronous')).toEqual([2]);
  expect(await pragma('locking_mode')).toEqual(['exclusive']);
  expect(await pragma('foreign_keys')).toEqual([1]);
});

it('turns a second process away with a clear message, and lets it in once the first is killed', async () => {
  await using folder = await temporaryFolder();
  const url = folder.url('duet.db');
  await using first = await anotherProcess(url);
  expect(first.said).toBe('open');

  await using second = await anotherProcess(url);
  expect(second.said).toMatch(/^in_use: Another process is using .*duet\.db/);
  expect(await faultOf(openDatabase(url))).toBe('in_use');

  await first.kill();
  await using third = await anotherProcess(url);
  expect(third.said).toBe('open');
});

it('runs a migration again that was cut off before it was written down', async () => {
  await using folder = await temporaryFolder();
  const url = folder.url('duet.db');
  const before = await openDatabase(url);
  const mina = await somebody(before.db, 'mina');
  await sql`delete from kysely_migration where name > '005'`.execute(before.db);
  await before.close();
  const after = await openDatabase(url);
  expect(await userById(after.db, mina)).not.toBeNull();
  await after.close();
});

it('refuses a database that a later version has migrated, and leaves it as it is', async () => {
  await using folder = await temporaryFolder();
  const url = folder.url('duet.db');
  const later = await openDatabase(url);
  await sql`insert into kysely_migration (name, timestamp) values ('999_reactions', '2030-01-01')`.execute(later.db);
  await later.close();
  const opening = openDatabase(url);
  await expect(opening).rejects.toThrow(/later version of Duet.*999_reactions/);
  expect(await faultOf(opening)).toBe('newer');
});

it('refuses a file that is no database, and leaves it as it is', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'letter.txt');
  await writeFile(path, 'Dear Duet, '.repeat(1_000));
  expect(await faultOf(openDatabase(`file:${path}`))).toBe('not_a_database');
  expect(await readFile(path, 'utf8')).toMatch(/^Dear Duet, Dear/);
});

it('refuses a folder in the file’s place, and a file in its folder’s place', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'folder.db'));
  await writeFile(join(folder.path, 'file'), '');
  expect(await faultOf(openDatabase(folder.url('folder.db')))).toBe('not_writable');
  expect(await faultOf(openDatabase(folder.url('file/duet.db')))).toBe('not_writable');
});

it.skipIf(process.getuid?.() === 0)('refuses a file that it may not write (root may write any)', async () => {
  await using folder = await temporaryFolder();
  const url = folder.url('duet.db');
  await (await openDatabase(url)).close();
  await chmod(join(folder.path, 'duet.db'), 0o400);
  expect(await faultOf(openDatabase(url))).toBe('not_writable');
});

it.each(['', 'duet.db', 'file:', 'file://host/duet.db', 'postgres://localhost/duet'])(
  'refuses the URL %j',
  async (url) => {
    expect(await faultOf(openDatabase(url))).toBe('unknown_url');
  },
);
