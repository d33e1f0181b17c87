import { isLeftOut } from '@duet/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { signUp } from './people.ts';
import { rawCall } from './raw-http.ts';
import { startDuet } from './start-duet.ts';
import { twoNodes } from './two-nodes.ts';

const patience = { timeout: 30_000, interval: 100 };

describe.skipIf(isLeftOut('redis') || isLeftOut('mariadb'))('nodes with Redis in trouble', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  it('[SRV163] at its memory limit sends get try_later, nothing is evicted, and they go on once there is room', async () => {
    await using here = await twoNodes(cluster);
    const { live, send, joon, room } = here;
    const before = await send();
    await cluster.redis.cli('config', 'set', 'maxmemory', '1000000');
    try {
      expect(await send()).toEqual({ ok: false, reason: 'try_later', retryAfterMs: expect.any(Number) });
      expect(await send()).toMatchObject({ ok: false, reason: 'try_later' });
    } finally {
      await cluster.redis.cli('config', 'set', 'maxmemory', '0');
    }
    await expect.poll(() => send('afterwards'), patience).toMatchObject({ ok: true });
    const told = await live.until((event) => event.type === 'message' && event.message.text === 'afterwards');
    const newest = told.type === 'message' ? told.message.seq : Infinity;
    await live.until((event) => event.type === 'heartbeat' && event.storedThrough >= newest);
    const { messages } = await joon.trpc.message.history.query({ roomId: room.id });
    expect(messages.map(({ text }) => text)).toEqual(['hello', 'hello', 'afterwards']);
    expect(messages.map(({ seq }) => seq)).toContain(before.ok ? before.seq : null);
    expect(await cluster.redis.cli('info', 'stats')).toContain('evicted_keys:0');
    const database = new URL(here.databaseUrl).pathname.slice(1);
    expect(await cluster.mariadb.query(`select * from ${database}.dead_letters`)).toEqual([]);
  }, 60_000);

  it('[SRV164] while it is away each node limits by itself', async () => {
    const place = await cluster.newPlace();
    await using one = await startDuet({ ...place, rateLimits: true });
    await using two = await startDuet({ ...place, rateLimits: true });
    await signUp(one.url, 'mina');
    const guess = async (url: string) =>
      (await rawCall(url, 'mutation', 'session.signIn', { username: 'mina', password: 'wrong password' })).reason;
    await cluster.redis.stop('SIGKILL');
    try {
      for (const { url } of [one, two]) {
        for (let guesses = 0; guesses < 10; guesses += 1) expect(await guess(url)).toBe('wrong_credentials');
        expect(await guess(url)).toBe('rate_limited');
      }
    } finally {
      await cluster.redis.start();
    }
  }, 60_000);
});
