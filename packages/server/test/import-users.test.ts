import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDuetAdmin } from '@duet/sdk/admin';
import { expect, it } from 'vitest';
import { runCommand, startCommand } from './command.ts';
import { newKey } from './hosted.ts';
import { closeServer, listen, startDuet } from './start-duet.ts';

/** A Duet whose people come from a file, and a door before it that lets only so many requests through. */
const scene = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'duet-import-'));
  const databaseUrl = `file:${join(folder, 'duet.db')}`;
  const apiKey = await newKey(databaseUrl);
  const duet = await startDuet({ databaseUrl });
  const gate = { open: Infinity, passed: 0 };
  const server = createServer((req, res) => {
    gate.passed += 1;
    // What does not pass is held: whoever waits for its answer is to be killed.
    if (gate.passed <= gate.open) duet.duet.handler(req, res);
    else server.emit('held');
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  const file = join(folder, 'people.csv');
  return {
    gate,
    server,
    url,
    apiKey,
    file,
    folder,
    admin: createDuetAdmin({ url: duet.url, apiKey }),
    write: (rows: readonly string[]) =>
      writeFile(file, `\uFEFFexternal_id,username,name,picture\r\n${rows.join('\r\n')}\r\n`),
    run: (more: { duetUrl?: string | null; apiKey?: string | null } = {}) =>
      runCommand(['admin', 'import-users', file], { duetUrl: url, apiKey, ...more }),
    async [Symbol.asyncDispose]() {
      await closeServer(server);
      await duet[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

it('[SRV129] an import that was killed goes on where it was, and nobody is there twice', async () => {
  await using here = await scene();
  const { gate, server, admin, file, folder, url, apiKey, write, run } = here;
  const row = (n: number) => (n === 7 ? `id-${n},no spaces,,` : `id-${n},person_${n},"Kim, the ${n}th",`);
  await write(Array.from({ length: 1_800 }, (_, n) => row(n)));
  gate.open = 2;
  {
    await using killed = startCommand(['admin', 'import-users', file], { DUET_URL: url, DUET_API_KEY: apiKey });
    await Promise.race([once(server, 'held'), killed.ended]);
    killed.kill();
    const { code, stderr } = await killed.ended;
    expect({ code, stderr }).toMatchObject({
      code: null,
      stderr: expect.stringMatching(/^line 9, id-7: username .*\n/),
    });
    expect(stderr).toContain('\n500 rows\n1000 rows\n');
  }
  gate.open = Infinity;
  gate.passed = 0;
  const { code, stderr } = await run();
  // The refused one was named by the run that was killed, and counts all the same.
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr:
      'It goes on behind row 1000.\n1500 rows\n1800 rows\n1800 rows: 800 created, 0 updated, 0 unchanged, 1 refused\n',
  });
  expect(gate.passed).toBe(2);
  expect(await admin.trpc.counts.query()).toMatchObject({ users: 1_799 });
  expect(await readdir(folder)).not.toContain('people.csv.progress');
});

it('[SRV129] refused rows are named by their lines; a file that changed begins anew', async () => {
  await using here = await scene();
  const { write, run } = here;
  await write([
    '1,mina,김민아,https://example.com/1.png',
    '2,MINA,,',
    '"3",zoe,"two\nlines",',
    ' ,,,',
    '4,,,http://x',
    '5,joon,,',
  ]);
  const first = await run();
  expect(first.code).toBe(1);
  expect(first.stderr.split('\n')).toEqual([
    'line 3, 2: the username is someone else’s',
    expect.stringMatching(/^line 5, 3: name must be /),
    expect.stringMatching(/^line 6, : external_id must be /),
    expect.stringMatching(/^line 7, 4: picture must be /),
    '6 rows',
    '6 rows: 2 created, 0 updated, 0 unchanged, 4 refused',
    '',
  ]);
  await write(['1,mina,Mina Kim,', '5,joon,,']);
  expect(await run()).toMatchObject({ code: 0, stderr: expect.stringContaining('0 created, 1 updated, 1 unchanged') });
});

it('[SRV130] an import that cannot begin or go on says why in words', async () => {
  await using here = await scene();
  const { write, run, file, apiKey } = here;
  const refused = async (more: Parameters<typeof run>[0] = {}) => {
    const { code, stdout, stderr } = await run(more);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    return stderr;
  };
  expect(await refused()).toBe(`There is no ${file}.\n`);
  await write(['1,mina']);
  expect(await refused()).toMatch(/cannot be read: .*line 2/);
  await write(['1,mina,,']);
  expect(await refused({ duetUrl: null })).toMatch(/^Set DUET_URL/);
  expect(await refused({ duetUrl: 'x' })).toBe('DUET_URL is no address: x\n');
  expect(await refused({ apiKey: null })).toMatch(/^Set DUET_API_KEY/);
  expect(await refused({ apiKey: `${apiKey}x` })).toMatch(/does not take the key/);
  await writeFile(file, 'id,username\n1,mina\n');
  expect(await refused()).toMatch(/^The first line must name the columns: external_id, .* It names id\.\n$/);
});

it('[SRV130] a file that is no table of users in UTF-8 is named as such, and nobody is made of it', async () => {
  await using here = await scene();
  const { admin, write, run, file } = here;
  const header = 'external_id,name\n';
  // 김민아 as EUC-KR has it.
  const eucKr = Buffer.concat([Buffer.from(`${header}1,`), Buffer.from('b1e8b9cebec60a', 'hex')]);
  const cut = Buffer.from(`${header}1,김`).subarray(0, -1);
  const faults: [string | Buffer, RegExp][] = [
    [eucKr, /people\.csv is not written in UTF-8\.\n$/],
    [cut, /is not written in UTF-8/],
    ['', /^The first line must name the columns: .* It does not name external_id\.\n$/],
    ['\uFEFF', /^The first line must name the columns/],
    ['external_id,name,NAME\n1,a,b\n', /It names name twice\.\n$/],
    [`${header}1,"a\n2,b\n`, /cannot be read: .*line 3/],
  ];
  for (const [content, words] of faults) {
    await writeFile(file, content);
    expect(await run()).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(words) });
  }
  expect(await admin.trpc.counts.query()).toMatchObject({ users: 0 });

  await writeFile(file, Buffer.from(`\uFEFF${header}1,김민아\n`, 'utf16le'));
  expect(await run()).toMatchObject({ code: 0, stderr: expect.stringContaining('1 created') });
  await write(['2,mina,,']);
  await mkdir(`${file}.progress.new`);
  expect(await run()).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^How far it has come cannot be kept: /),
  });
});
