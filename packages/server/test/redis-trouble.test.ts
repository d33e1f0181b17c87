import { isLeftOut } from '@duet/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { openCutLine } from './cut-line.ts';
import { httpClient, newMessageId, signUp, signUpPair } from './people.ts';
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

  it('[SRV176] who asks for /readyz and /metrics in numbers asks SQL and Redis no more often', async () => {
    await using duet = await startDuet({ ...(await cluster.newPlace()), metrics: true });
    const count = async () => {
      const stats = await cluster.redis.cli('info', 'commandstats');
      const updates = z.array(z.object({ Value: z.coerce.number() }));
      const [written] = updates.parse(await cluster.mariadb.query("show global status like 'Com_update'"));
      return { scripts: Number(/evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0), updates: written?.Value ?? 0 };
    };
    const before = await count();
    const asked = 300;
    for (const path of ['/readyz', '/metrics']) {
      const answers = await Promise.all(Array.from({ length: asked }, () => fetch(duet.url + path)));
      // On a busy machine SQL may be late, which is an answer too.
      for (const answer of answers) expect([200, 503]).toContain(answer.status);
    }
    const after = await count();
    // Each page alone would ask sixteen partitions, and each look at the database write once.
    expect(after.scripts - before.scripts).toBeLessThan((16 * asked) / 2);
    expect(after.updates - before.updates).toBeLessThan(asked / 2);
  });

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

  it('[SRV173] a block, or its end, that got no further than SQL is no half of one', async () => {
    const place = await cluster.newPlace();
    const redisUrl = new URL(place.redisUrl ?? '');
    await using line = await openCutLine(Number(redisUrl.port));
    redisUrl.port = String(line.port);
    await using one = await startDuet({ ...place, redisUrl: redisUrl.href });
    await using two = await startDuet(place);
    const { mina, joon, room } = await signUpPair(two.url);
    const send = () => joon.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text: 'hello' });
    const overTheLine = httpClient(one.url, { authorization: `Bearer ${mina.token}` }).user;
    const userId = joon.user.id;
    const agree = async () => {
      const { status } = await joon.trpc.room.get.query({ roomId: room.id });
      expect(await send()).toMatchObject(status === 'open' ? { ok: true } : { ok: false, reason: 'blocked' });
    };
    expect(await send()).toMatchObject({ ok: true });

    for (const change of [overTheLine.block, overTheLine.unblock]) {
      line.cut();
      await expect(change.mutate({ userId })).rejects.toThrow();
      await agree();
      line.mend();
      await expect.poll(() => change.mutate({ userId }).catch(() => null), patience).toEqual({});
      await agree();
    }
    expect(await send()).toMatchObject({ ok: true });
  }, 60_000);
});
