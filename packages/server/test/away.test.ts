import { isLeftOut } from '@duet/engines';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { host, hostToken } from './host.ts';
import { follow, newMessageId, signUpPair, socketClient } from './people.ts';
import { startDuet } from './start-duet.ts';

const patience = { timeout: 30_000, interval: 100 };

describe.skipIf(isLeftOut('redis') || isLeftOut('mariadb'))('when a server is away', () => {
  let cluster: Cluster;
  beforeEach(async () => {
    cluster = await startCluster();
  });
  afterEach(() => cluster[Symbol.asyncDispose]());

  /** Two people who were seen before, in a room that holds a message, on two nodes. */
  const scene = async () => {
    const place = await cluster.newPlace();
    const one = await startDuet({ ...place, identity: host });
    const two = await startDuet(place);
    const { mina, joon, room } = await signUpPair(one.url);
    const send = (text: string) =>
      mina.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text }).catch(() => null);
    for (const who of [mina, joon]) {
      await who.trpc.session.me.query();
      await who.trpc.message.history.query({ roomId: room.id });
    }
    await send('before');
    await expect.poll(async () => (await joon.trpc.room.list.query({})).rooms.length, patience).toBe(1);
    return {
      one,
      two,
      mina,
      joon,
      room,
      send,
      async [Symbol.asyncDispose]() {
        await Promise.all([one, two].map((node) => node[Symbol.asyncDispose]()));
      },
    };
  };

  const ready = async (url: string) => {
    const response = await fetch(`${url}/readyz`);
    return { code: response.status, ...z.record(z.string(), z.string()).parse(await response.json()) };
  };

  it('[SRV36] [SRV56] [SRV111] SQL stopped: sends are accepted, told and shown; the list says try_later; then all is stored', async () => {
    await using here = await scene();
    const { one, two, mina, joon, room, send } = here;
    const hosts = async (jti: string) =>
      socketClient(one.socketUrl, await hostToken('elena', { username: 'elena', jti }));
    await using before = await hosts('before');
    await before.trpc.session.me.query();
    await cluster.mariadb.stop('SIGKILL');

    await using elena = await hosts('meanwhile');
    using elenaLive = follow(elena.trpc);
    await elenaLive.until((event) => event.type === 'reset');
    expect((await elena.trpc.session.me.query()).user).toMatchObject({ username: 'elena' });

    await using joonSocket = socketClient(two.socketUrl, joon.token);
    expect((await joonSocket.trpc.session.me.query()).user).toMatchObject({ username: 'joon' });
    using live = follow(joonSocket.trpc);
    await live.until((event) => event.type === 'reset');
    await using minaSocket = socketClient(one.socketUrl, mina.token);
    expect(await ready(two.url)).toEqual({ code: 200, status: 'ready', sql: 'down', redis: 'ok' });
    const texts = Array.from({ length: 50 }, (_, index) => `while SQL is away ${index}`);
    for (const text of texts) expect(await send(text)).toMatchObject({ ok: true });
    await live.until((event) => event.type === 'message' && event.message.text === texts.at(-1));
    const page = await minaSocket.trpc.message.history.query({ roomId: room.id });
    expect(page.messages.map(({ text }) => text).slice(-texts.length)).toEqual(texts);
    await expect(minaSocket.trpc.room.list.query({})).rejects.toMatchObject({
      data: { reason: 'try_later', retryAfterMs: expect.any(Number) },
    });

    await cluster.mariadb.start();
    const newest = page.messages.at(-1)?.seq ?? Infinity;
    await live.until((event) => event.type === 'heartbeat' && event.storedThrough >= newest);
    const { messages } = await joon.trpc.message.history.query({ roomId: room.id, limit: 200 });
    expect(messages.map(({ text }) => text)).toEqual(['before', ...texts]);
    expect((await joon.trpc.room.list.query({})).rooms).toMatchObject([{ unread: 51 }]);
  });

  it('[SRV36] [SRV57] Redis killed: sends get try_later or no answer, and go on when it is back; live goes on too', async () => {
    await using here = await scene();
    const { two, joon, room, send } = here;
    await using joonSocket = socketClient(two.socketUrl, joon.token);
    using live = follow(joonSocket.trpc);
    await live.until((event) => event.type === 'reset');
    const kept = await send('before the kill');
    await cluster.redis.stop('SIGKILL');
    // Until the lines' end is noticed nobody knows what becomes of it.
    await expect.poll(() => send('meanwhile'), patience).toMatchObject({ ok: false, reason: 'try_later' });
    expect(await ready(two.url)).toEqual({ code: 503, status: 'not ready', sql: 'ok', redis: 'down' });

    await cluster.redis.start();
    await expect.poll(() => send('afterwards'), patience).toMatchObject({ ok: true });
    // One that was told before the new epoch reset this device is not told again: it stands in what a reset loads.
    const hears = async (): Promise<boolean> => {
      await send('and live');
      return live.events.some((event) => event.type === 'message' && event.message.text === 'and live');
    };
    await expect.poll(hears, patience).toBe(true);
    const { messages } = await joon.trpc.message.history.query({ roomId: room.id });
    expect(messages.map(({ seq }) => seq)).toContain(kept?.ok ? kept.seq : null);
    expect(messages.map(({ text }) => text)).toContain('afterwards');
  });
});
