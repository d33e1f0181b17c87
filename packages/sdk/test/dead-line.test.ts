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

/** Mina, live over a line that can be made dead. */
const minaOn = async (url: string) => {
  const signingUp = signUp('mina', { url, random: () => 1 });
  let there = false;
  void signingUp.then(() => (there = true));
  await turns(() => there);
  const mina = await signingUp;
  const status = () => mina.chat.connection.get().status;
  await turns(() => status() === 'live');
  return { mina, status };
};

// Real sockets; only the waits are the test's.
const ownTheWaits = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

it('[LIVE23] a line that went dead without a word is given up, and the calls on it are rejected', async () => {
  await using server = await serve();
  await using line = await createBadLine(server.port);
  ownTheWaits();
  const { mina, status } = await minaOn(line.url);
  await using _ = mina;
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

it('[LIVE24] whoever wakes on a dead line knows within 4 s', async () => {
  await using server = await serve();
  await using line = await createBadLine(server.port);
  ownTheWaits();
  const { mina, status } = await minaOn(line.url);
  await using _ = mina;
  line.stall();
  mina.chat.wake();
  await vi.advanceTimersByTimeAsync(3_999);
  expect(status()).toBe('live');
  await vi.advanceTimersByTimeAsync(1);
  expect(status()).toBe('waiting');
  line.cut();
  await vi.advanceTimersByTimeAsync(1_000);
  await turns(() => status() === 'live');
});

it('[LIVE24] whoever wakes on a good line stays on it', async () => {
  await using server = await serve();
  await using line = await createBadLine(server.port);
  ownTheWaits();
  const { mina, status } = await minaOn(line.url);
  await using _ = mina;
  mina.chat.wake();
  let answered = false;
  // Behind the probe on the same line: when this is answered, so was that.
  void mina.chat.trpc.room.list.query({}).then(() => (answered = true));
  await turns(() => answered);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(status()).toBe('live');
});
