import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { meet } from './meet.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** Runs it in a Node of its own, in which `@duet/testing` is this package. Resolves when that ends by itself. */
const run = async (program: string, signal: AbortSignal): Promise<number | null> => {
  const flags = ['--input-type=module-typescript', '--no-warnings'];
  const node = spawn(process.execPath, flags, { cwd: folder, stdio: ['pipe', 'inherit', 'inherit'], signal });
  node.stdin.end(program);
  const [code] = await once(node, 'exit');
  return code;
};

it('[KIT7] the example of the README does what it says, and when it is closed nothing keeps its process alive', async ({
  signal,
}) => {
  const [, example] = /```ts\n(.*?)```/s.exec(readFileSync(`${folder}/README.md`, 'utf8')) ?? [];
  expect(await run(example ?? 'process.exit(2)', signal)).toBe(0);
});

it('[KIT7] it closes in the middle of everything, and twice is once', async () => {
  const { duet, ana, minji, room } = await meet();
  duet.delay(60_000);
  await minji.chat.outbox.send(room.id, 'on its way');
  const asked = minji.chat.trpc.room.list.query({}).catch(() => 'cut off');
  duet.cutSocket(ana);
  await Promise.all([duet.close(), duet.close()]);
  expect(await asked).toBe('cut off');
  await expect(fetch(duet.url)).rejects.toThrow();
});

it('[KIT7] whoever is just coming in is turned away, and keeps no process alive', async ({ signal }) => {
  const program = `
    import { startTestDuet } from '@duet/testing';
    const { promise: dialled, resolve } = Promise.withResolvers();
    globalThis.WebSocket = class extends WebSocket {
      constructor(url, options) {
        super(url, options);
        resolve();
      }
    };
    const duet = await startTestDuet();
    const coming = duet.people('Ana').then(() => 'in', () => 'turned away');
    await dialled;
    duet.delay(60_000);
    await duet.close();
    process.exitCode = (await coming) === 'turned away' ? 0 : 2;
  `;
  expect(await run(program, signal)).toBe(0);
});
