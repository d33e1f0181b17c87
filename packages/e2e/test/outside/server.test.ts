import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isLeftOut, startMariaDb, startRedis } from '@duet/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openWindow } from '../../src/harness/browser.ts';
import { signUpDevice } from '../../src/harness/device.ts';
import { eventually } from '../../src/harness/eventually.ts';
import { installApp } from '../../src/outside/installed-app.ts';
import type { InstalledApp } from '../../src/outside/installed-app.ts';
import { openPerson } from '../../src/harness/person.ts';
import { openTwoInARoom } from '../../src/harness/two-in-a-room.ts';

const execute = promisify(execFile);
const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
const app = fileURLToPath(import.meta.resolve('../../src/outside/mounting-app.ts'));

const isTooOld = (node: string): boolean => {
  const [major = 0, minor = 0] = execFileSync(node, ['-p', 'process.versions.node']).toString().split('.').map(Number);
  return major < 24 || (major === 24 && minor < 7);
};

/** The machine's own, beside the one that the workspace brings; there may be none, or one that is new enough. */
const olderNode =
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'node'))
    .filter((node) => existsSync(node))
    .find(isTooOld) ?? null;

const parts = new AsyncDisposableStack();
let project: InstalledApp;
let urls: { plain: string; express: string };

const isUrls = (value: unknown): value is typeof urls =>
  typeof value === 'object' && value !== null && 'plain' in value && 'express' in value;

/** A database of its own, and Redis: the log's scripts travel as files. Without them it runs on SQLite. */
const engines = async (): Promise<Record<string, string>> => {
  if (isLeftOut('mariadb') || isLeftOut('redis')) return {};
  const [mariadb, redis] = await Promise.all([startMariaDb(), startRedis()]);
  parts.use(mariadb);
  parts.use(redis);
  return { DATABASE_URL: await mariadb.newDatabase(), REDIS_URL: redis.url };
};

beforeAll(async () => {
  const [installed, env] = await Promise.all([
    installApp({
      packed: ['server', 'sdk', 'testing', 'web'],
      more: { express: '5.3.0', '@types/express': '5.0.6', '@types/node': '26.6.6' },
      source: app,
    }),
    engines(),
  ]);
  project = parts.use(installed);
  const said = await project.run('mounting-app.ts', env);
  if (!isUrls(said)) throw new Error(`mounting-app.ts said ${JSON.stringify(said)}`);
  urls = said;
});
afterAll(() => parts.disposeAsync());

/** Against the declarations alone. */
const compile = async (file: string): Promise<void> => {
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    target: 'es2024',
    module: 'nodenext',
    types: ['node'],
    noEmit: true,
    allowImportingTsExtensions: true,
  };
  await writeFile(join(project.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: [file] }));
  await execute(process.execPath, [tsc, '-p', '.'], { cwd: project.folder });
};

describe('an app outside of the workspace', () => {
  it.for(['plain', 'express'] as const)(
    '[SRV141] mounts the installed package in its own %s server, and the sdk talks to it live',
    async (kind) => {
      const url = `${urls[kind]}/messages`;
      await using ana = await signUpDevice(url, 'ana');
      await using bora = await signUpDevice(url, 'bora');
      const room = await ana.chat.trpc.room.create.mutate({ userId: bora.chat.me.id });
      await eventually(() => bora.told.some(({ type }) => type === 'reset'));
      await ana.chat.outbox.send(room.id, 'from outside');
      await eventually(() =>
        bora.told.some((event) => event.type === 'message' && event.message.text === 'from outside'),
      );
      expect(await (await fetch(urls[kind])).text()).toMatch(/app$/);
    },
  );

  it('[SRV141] brings the command of the package', async () => {
    const duet = join(project.folder, 'node_modules/.bin/duet');
    const env = { PATH: process.env['PATH'], DATABASE_URL: 'file:./command.db' };
    await execute(duet, ['admin', 'create-key', 'exhibition'], { cwd: project.folder, env });
    const { stdout } = await execute(duet, ['admin', 'list-keys'], { cwd: project.folder, env });
    expect(stdout).toContain('exhibition');
  });

  it('[SRV142] serves the page under its path: deep links, reload, cookie, socket', async () => {
    await using browser = await openBrowser();
    await using two = await openTwoInARoom(browser, `${urls.express}/messages/`);
    const { mina, joon, minasWindow, joonsWindow } = two;
    expect(new URL(mina.page.url()).pathname).toMatch(/^\/messages\/rooms\//);
    const cookies = await minasWindow.cookies();
    expect(cookies.map(({ name, path }) => ({ name, path }))).toEqual([{ name: 'duet_session', path: '/messages' }]);

    await mina.page.reload();
    await mina.bubble('hello').waitFor();
    await mina.say('live, under a path');
    await joon.bubble('live, under a path').waitFor();
    // A foreign window with the deep link: sign-in comes between, under the path as well.
    await using window = await openWindow(browser, `${urls.express}/messages/`);
    const stranger = await window.newPage();
    await stranger.goto(`${urls.express}/messages`);
    await stranger.getByRole('button', { name: 'Sign in' }).waitFor();
    await stranger.goto(mina.page.url());
    await stranger.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(new URL(stranger.url()).pathname).toBe('/messages/sign-in');
    expect([minasWindow.faults, joonsWindow.faults, window.faults]).toEqual([[], [], []]);
  });

  it('[SRV145] opens the room with whom a link names', async () => {
    await using browser = await openBrowser();
    await using window = await openWindow(browser, `${urls.plain}/messages/`);
    await using device = await signUpDevice(`${urls.plain}/messages`, '김철수');
    const nora = await openPerson(window, 'nora');
    await nora.signUp('Nora');
    await nora.page.goto('./to/김철수');
    await nora.say('from a link');
    await eventually(() =>
      device.told.some((event) => event.type === 'message' && event.message.text === 'from a link'),
    );
    await nora.page.goto('./to/nobody.here');
    await nora.page.getByRole('link', { name: 'Back to your messages' }).click();
    await nora.list.waitFor();
  });

  it.skipIf(olderNode === null)('[SRV144] is told by an older Node which one Duet needs', async () => {
    const start = `import('@duet/server').then((duet) => duet.createDuet({ databaseUrl: ':memory:' }))`;
    const failed: unknown = await execute(olderNode ?? '', ['-e', start], { cwd: project.folder }).catch(String);
    expect(failed).toContain('Duet needs Node 24.7 or newer. This is Node ');
  });

  it('[KIT9] tests itself with the kit: what its README shows runs and compiles', async () => {
    const readme = await readFile(join(project.folder, 'node_modules/@duet/testing/README.md'), 'utf8');
    const [, example = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
    expect(example).toContain('cutSocket');
    await writeFile(join(project.folder, 'example.ts'), example);
    await execute(process.execPath, ['example.ts'], { cwd: project.folder });
    await compile('example.ts');
  });

  it('[SRV143] compiles against the declarations alone', async () => {
    await compile('mounting-app.ts');
  });
});
