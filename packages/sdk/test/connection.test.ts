import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createConnection, lifeAfter } from '../src/connection.ts';
import type { Dial, Life } from '../src/connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A line that the test opens and closes by hand. */
const createLine = (chance = 1) => {
  const dials: { opened(): void; closed(code: number | null): void; up: boolean }[] = [];
  const dial: Dial = (on) => {
    const entry = { opened: () => on.opened(), closed: (code: number | null) => on.closed(code), up: true };
    dials.push(entry);
    return { probe: () => {}, hangUp: () => void (entry.up = false) };
  };
  const connection = createConnection({ dial, now: Date.now, random: () => chance });
  const newest = () => {
    const entry = dials.at(-1);
    if (!entry) throw new Error('nothing was dialled');
    return entry;
  };
  return { connection, dials, newest };
};

it('[LIVE1] the wait doubles up to 30 s, and chance takes any part of it', () => {
  let life: Life = { status: 'connecting', failures: 0 };
  const waits: number[] = [];
  for (let failure = 0; failure < 8; failure += 1) {
    life = lifeAfter(life, { type: 'closed', at: 5_000, code: null, chance: 1 });
    if (life.status === 'waiting') waits.push(life.retryAt - 5_000);
    life = lifeAfter(life, { type: 'retry' });
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  const lucky = lifeAfter({ status: 'connecting', failures: 4 }, { type: 'closed', at: 0, code: 1006, chance: 0.25 });
  expect(lucky).toEqual({ status: 'waiting', failures: 5, retryAt: 4_000 });
});

it('[LIVE1] a socket that closed within 10 s was no success, a longer one starts the count again', () => {
  const short = lifeAfter(
    { status: 'live', failures: 3, since: 0 },
    { type: 'closed', at: 9_999, code: 1001, chance: 0 },
  );
  expect(short).toMatchObject({ status: 'waiting', failures: 4 });
  const long = lifeAfter(
    { status: 'live', failures: 3, since: 0 },
    { type: 'closed', at: 10_000, code: 1001, chance: 0 },
  );
  expect(long).toMatchObject({ status: 'waiting', failures: 1 });
});

it('[LIVE1] it dials again when the wait is over, and hangs up the old line', async () => {
  const { connection, dials, newest } = createLine();
  newest().opened();
  expect(connection.state.get()).toEqual({ status: 'live' });
  newest().closed(4008);
  expect(dials[0]?.up).toBe(false);
  expect(connection.state.get()).toEqual({ status: 'waiting', retryAt: Date.now() + 1_000, attempt: 1 });
  await vi.advanceTimersByTimeAsync(999);
  expect(dials).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(dials).toHaveLength(2);
  expect(connection.state.get()).toEqual({ status: 'connecting' });
  connection.stop('closed');
  expect(newest().up).toBe(false);
});

it('[LIVE1] a handshake that never ends is given up', async () => {
  const { connection, newest } = createLine();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(newest().up).toBe(false);
  expect(connection.state.get().status).toBe('waiting');
  connection.stop('closed');
});

it.each([
  [4001, 'signed_out'],
  [4002, 'expired'],
] as const)('[LIVE2] close code %i stops it: %s', async (code, reason) => {
  const { connection, dials, newest } = createLine();
  newest().opened();
  newest().closed(code);
  expect(connection.state.get()).toEqual({ status: 'stopped', reason });
  await vi.advanceTimersByTimeAsync(120_000);
  connection.wake();
  expect(dials).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

it('[LIVE3] wake() skips the wait, and means nothing in any other state', async () => {
  const { connection, dials, newest } = createLine();
  connection.wake();
  expect(dials).toHaveLength(1);
  newest().closed(null);
  connection.wake();
  expect(dials).toHaveLength(2);
  expect(connection.state.get()).toEqual({ status: 'connecting' });
  newest().opened();
  connection.wake();
  expect(connection.state.get()).toEqual({ status: 'live' });
  connection.stop('closed');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(dials).toHaveLength(2);
});

it('[LIVE17] stopping leaves no timer', () => {
  const waiting = createLine();
  waiting.newest().closed(null);
  waiting.connection.stop('closed');
  const connecting = createLine();
  connecting.connection.stop('closed');
  expect(vi.getTimerCount()).toBe(0);
  expect(connecting.connection.state.get()).toEqual({ status: 'stopped', reason: 'closed' });
});
