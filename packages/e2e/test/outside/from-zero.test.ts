import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { codeBlocks } from '@duet/docs/code-blocks';
import { freePort } from '@duet/engines';
import { expect, it } from 'vitest';
import { openBrowser, openWindow } from '../../src/harness/browser.ts';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const page = join(root, 'docs/from-zero.md');

/** Starts a server's command; resolves with what it says first. */
const start = async (command: string, options: { cwd: string; env: NodeJS.ProcessEnv }) => {
  const child = spawn('bash', ['-c', `exec ${command}`], { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = await once(createInterface({ input: child.stdout }), 'line');
  return {
    said: said[0],
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      if (child.kill()) await ended;
    },
  };
};

it('[PKG10] from zero to messages in your app: the page, followed word for word', async () => {
  await using parts = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'duet-from-zero-'));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  // Word for word but for the port, which somebody else may have here.
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const [packing, ...steps] = codeBlocks('from-zero.md', (await readFile(page, 'utf8')).replaceAll('4000', port));
  // What it makes is there: the check that every `npm test` begins with packs the same.
  expect(packing?.code).toBe('npm run pack\n');

  const options = { cwd: folder, env: { ...process.env, DUET: root, npm_config_prefer_offline: 'true' } };
  const browser = parts.use(await openBrowser());
  const minji = await (await openWindow(browser, url)).newPage();
  const done: string[] = [];
  for (const { language, file, code } of steps) {
    if (file !== null) await writeFile(join(folder, file), code);
    else if (code === 'node server.ts\n') {
      const server = parts.use(await start('node server.ts', options));
      expect(server.said).toBe(url);
      await minji.goto('/');
      await minji.getByRole('link', { name: '민지' }).click();
      await minji.getByRole('button', { name: 'New message' }).first().waitFor();
    } else if (language === 'sh') await execute('bash', ['-euc', code], options);
    done.push(file ?? code.trim());
  }

  expect(done.slice(1)).toEqual(['server.ts', 'node server.ts', 'hello.ts', 'node hello.ts']);
  await minji.getByText('Hello from my own code').waitFor();
});
