import { afterEach, expect, it, vi } from 'vitest';
import { createBadLine } from './server/bad-line.ts';
import { serve } from './server/serve.ts';
import { signUp } from './two-people.ts';

afterEach(() => void vi.useRealTimers());

/** Lets sockets move, and nothing that waits for a time but the present one. */
const turns = async (done: () => boolean) => {
  while (!done()) {
    await vi.advanceTimersByTimeAsync(0);
    await new Promise((resolve) => setImmediate(resolve));
  }
};

it('[LIVE23] a line that went dead without a word is given up, and the calls on it are rejected', async () => {
  await using server = await serve();
  await using line = await createBadLine(server.port);
  // Real sockets; only the waits are the test's.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const signingUp = signUp('mina', { url: line.url, random: () => 1 });
  let there = false;
  void signingUp.then(() => (there = true));
  await turns(() => there);
  await using mina = await signingUp;
  const status = () => mina.chat.connection.get().status;
  await turns(() => status() === 'live');
  line.stall();
  const failed = mina.chat.trpc.room.list.query({}).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(29_999);
  expect(status()).toBe('live');
  await vi.advanceTimersByTimeAsync(1);
  expect(status()).toBe('waiting');
  expect(String(await failed)).toContain('closed before the answer');
  line.cut();
  await vi.advanceTimersByTimeAsync(1_000);
  await turns(() => status() === 'live');
});
