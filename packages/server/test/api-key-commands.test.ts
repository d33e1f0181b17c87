import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { runCommand, startCommand } from './command.ts';
import { rawCall } from './raw-http.ts';
import { startDuet, temporaryDatabase } from './start-duet.ts';

const takes = async (url: string, key: string): Promise<boolean> =>
  (await rawCall(url, 'query', 'admin.counts', undefined, { authorization: `Bearer ${key}` })).status === 200;

it('[SRV120] keys are made, shown once, listed without what they are, and revoked', async () => {
  await using file = await temporaryDatabase();
  const run = (...args: string[]) => runCommand(['admin', ...args], { databaseUrl: file.url });
  await using asGiven = startCommand(['admin', 'create-key', 'the shop'], { DATABASE_URL: file.url });
  const [shop, museum] = [await asGiven.ended, await run('create-key', 'museum')];
  expect([shop.code, museum.code]).toEqual([0, 0]);
  const [shopKey, museumKey] = [shop.stdout.trim(), museum.stdout.trim()];
  expect(shopKey).toMatch(/^duet_ak_[\w-]{43}$/);
  const bytes = await readFile(file.url.slice('file:'.length), 'latin1');
  expect([shopKey, shopKey.slice('duet_ak_'.length)].some((secret) => bytes.includes(secret))).toBe(false);
  {
    await using duet = await startDuet({ databaseUrl: file.url });
    expect([await takes(duet.url, shopKey), await takes(duet.url, museumKey)]).toEqual([true, true]);
  }
  expect((await run('revoke-key', 'the shop')).code).toBe(0);
  const { stdout } = await run('list-keys');
  const today = /\d{4}-\d\d-\d\d/.source;
  expect(stdout).toMatch(
    new RegExp(`^museum   duet_ak_…${museumKey.slice(-4)}   made on ${today}   last used on ${today}\n$`),
  );
  await using duet = await startDuet({ databaseUrl: file.url });
  expect([await takes(duet.url, shopKey), await takes(duet.url, museumKey)]).toEqual([false, true]);
});

it('[SRV130] a command that cannot do its work says why in words', async () => {
  await using file = await temporaryDatabase();
  const databaseUrl = file.url;
  const refused = async (args: string[], env: { databaseUrl?: string }) => {
    const { code, stdout, stderr } = await runCommand(args, env);
    expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
    return stderr;
  };
  for (const args of [
    [],
    ['admin'],
    ['admin', 'create-key'],
    ['admin', 'toString', 'x'],
    ['admin', 'list-keys', 'x'],
  ]) {
    expect(await refused(args, { databaseUrl })).toContain('duet admin import-users FILE');
  }
  expect(await refused(['admin', 'list-keys'], {})).toMatch(/^Set DATABASE_URL/);
  expect(await refused(['admin', 'create-key', 'two\nlines'], { databaseUrl })).toMatch(/^A key's name/);
  expect(await refused(['admin', 'revoke-key', 'none'], { databaseUrl })).toBe('There is no key called none.\n');
  await runCommand(['admin', 'create-key', 'shop'], { databaseUrl });
  expect(await refused(['admin', 'create-key', 'shop'], { databaseUrl })).toMatch(
    /^There is a key called shop already/,
  );
  await using _duet = await startDuet({ databaseUrl: file.url });
  expect(await refused(['admin', 'create-key', 'late'], { databaseUrl })).toMatch(/is using .* Stop the server/);
});
