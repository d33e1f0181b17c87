import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../src/harness/eventually.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';
import { declarationFaults } from '../../src/outside/declaration-faults.ts';
import { compilers, createOutsideProject } from '../../src/outside/outside-project.ts';
import type { OutsideProject } from '../../src/outside/outside-project.ts';
import { buildRenamedSdk } from '../../src/outside/renamed-sdk.ts';
import { startTalkProgram } from '../../src/outside/talk-program.ts';

const template = fileURLToPath(new URL('project', import.meta.url));
let project: OutsideProject;
beforeAll(async () => {
  project = await createOutsideProject(template);
});
afterAll(() => project[Symbol.asyncDispose]());

/** `file(line) code` of each diagnostic. */
const diagnostics = (output: string): string[] =>
  [...output.matchAll(/^(\S+)\((\d+),\d+\): error (TS\d+)/gm)].map(
    ([, file, line, code]) => `${file}(${line}) ${code}`,
  );

it('[PKG1] npm installs the tarball and nothing for its sake', async () => {
  const lock: unknown = JSON.parse(await readFile(join(project.folder, 'package-lock.json'), 'utf8'));
  expect(lock).toMatchObject({ packages: { 'node_modules/@duet/sdk': { version: expect.any(String) } } });
  expect(lock).not.toHaveProperty(['packages', 'node_modules/@duet/sdk', 'dependencies']);
});

// TypeScript 7 stands last: what it writes is what runs.
it.each(compilers)('[PKG1] %s compiles the project against the tarball', async (compiler) => {
  await expect(project.tsc(compiler, 'tsconfig.json')).resolves.toEqual({ code: 0, output: '' });
});

it.each(compilers)('[PKG1] [PKG2] for a page too, and %s refuses each mistake where it stands', async (compiler) => {
  const lines = (await readFile(join(template, 'mistakes.ts'), 'utf8')).split('\n');
  const marked = lines.flatMap((line, index) =>
    [...(line.split('// ')[1] ?? '').matchAll(/TS\d+/g)].map(([code]) => `mistakes.ts(${index + 1}) ${code}`),
  );
  expect(marked.length).toBeGreaterThan(10);
  const { output } = await project.tsc(compiler, 'tsconfig.page.json');
  expect(diagnostics(output)).toEqual(marked);
});

it('[PKG6] the declarations hide nothing behind any, and nothing of the server shows', async () => {
  await expect(declarationFaults(join(project.folder, 'node_modules/@duet/sdk/dist'))).resolves.toEqual([]);
});

it('[PKG5] the import alone starts nothing and adds no global', async () => {
  const { code, output } = await project.node('built/import-only.js');
  expect({ code, ...JSON.parse(output) }).toEqual({ code: 0, doors: 'function', newGlobals: 0, resources: [] });
});

it('[PKG4] signs in by the host’s token, talks, survives a kill and a restart of the server, and gets everything once', async () => {
  const secret = randomBytes(32).toString('hex');
  await using server = await startServerProcess({
    RATE_LIMITS: 'off',
    IDENTITY_ISSUER: 'somebody-elses-app',
    IDENTITY_AUDIENCE: 'duet',
    IDENTITY_SECRET: secret,
  });
  await using talk = startTalkProgram(project.folder, server.url, secret);
  await eventually(() => talk.heard.length > 0);
  const said: string[] = [];
  const say = (text: string) => {
    said.push(text);
    talk.say(text);
  };
  for (let each = 0; each < 10; each += 1) say(`before ${each}`);
  // In the middle of it: some are answered, some are not.
  await eventually(() => talk.heard.length > 3);
  await server.kill('SIGKILL');
  for (let each = 0; each < 10; each += 1) say(`meanwhile ${each}`);
  await server.start();
  say('after');
  await eventually(() => talk.heard.includes('after'));
  expect(talk.heard.slice(1)).toEqual(said);
  await expect(talk.end()).resolves.toBe(0);
});

it('[PKG3] a field that is renamed on the server breaks the build', async () => {
  const files = ['packages/protocol/src/user.ts', 'packages/protocol/src/schemas/user.ts'];
  await buildRenamedSdk(join(project.folder, 'node_modules/@duet/sdk/dist'), files, /\bavatarUrl\b/g, 'pictureUrl');
  const { output } = await project.tsc('typescript', 'tsconfig.json');
  expect(output).toMatch(/^page\.ts\(\d+,\d+\): error TS2339: Property 'avatarUrl' does not exist on type 'User'/);
});
