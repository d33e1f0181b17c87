import { isLeftOut } from '@duet/engines';
import { createDuetAdmin } from '@duet/sdk/admin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { host, hostToken } from './host.ts';
import { madeBy, newKey } from './hosted.ts';
import { follow, httpClient, newMessageId, signUp, socketClient } from './people.ts';
import { rawCall } from './raw-http.ts';
import { openRawSocketAs } from './raw-socket.ts';
import { startDuet } from './start-duet.ts';

describe.skipIf(isLeftOut('redis') || isLeftOut('mariadb'))('two nodes', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  /** Mina on the first node, Joon on the second, and their room. */
  const scene = async () => {
    const place = await cluster.newPlace();
    const timings = { presenceGrace: 30, receipts: 20, typing: 0 };
    const one = await startDuet({ ...place, timings });
    const two = await startDuet({ ...place, timings });
    const mina = await signUp(one.url, 'mina');
    const joon = await signUp(two.url, 'joon');
    const room = await mina.trpc.room.create.mutate({ userId: joon.user.id });
    const send = (who: typeof mina, text: string) =>
      who.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text });
    return {
      place,
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

  it('[SRV53] messages, rooms, typing, receipts and presence go from one to the other', async () => {
    await using here = await scene();
    const { one, two, mina, joon, room, send } = here;
    const roomId = room.id;
    await using minaSocket = socketClient(one.socketUrl, mina.token);
    using minaLive = follow(minaSocket.trpc);
    await minaLive.until((event) => event.type === 'reset');
    {
      await using joonSocket = socketClient(two.socketUrl, joon.token);
      using joonLive = follow(joonSocket.trpc);
      await joonLive.until((event) => event.type === 'reset');

      const sent = await send(mina, '안녕 👋');
      if (!sent.ok) throw new Error(sent.reason);
      await joonLive.until((event) => event.type === 'message' && event.message.seq === sent.seq);
      expect((await joon.trpc.room.list.query({})).rooms).toMatchObject([{ id: roomId, unread: 1 }]);
      const { peer } = await mina.trpc.room.get.query({ roomId });
      expect(peer).toMatchObject({ username: 'joon', active: true });
      await joon.trpc.room.typing.mutate({ roomId });
      await minaLive.until((event) => event.type === 'typing' && event.userId === joon.user.id);
      await joon.trpc.room.markRead.mutate({ roomId, seq: sent.seq });
      await minaLive.until((event) => event.type === 'read' && event.seq === sent.seq);
      const answered = await send(joon, 'hello');
      await minaLive.until((event) => event.type === 'message' && answered.ok && event.message.seq === answered.seq);
    }
    await minaLive.until((event) => event.type === 'presence' && event.userId === joon.user.id && !event.active);
  });

  it('[SRV53] a block that is confirmed on one holds on the other, for both, until it is taken back', async () => {
    await using here = await scene();
    const { mina, joon, send } = here;
    await send(mina, 'hello');
    await send(joon, 'hello');
    for (let round = 0; round < 5; round++) {
      await joon.trpc.user.block.mutate({ userId: mina.user.id });
      const refused = await Promise.all([send(mina, 'more'), send(joon, 'more')]);
      expect(refused).toEqual([mina, joon].map(() => ({ ok: false, reason: 'blocked' })));
      await joon.trpc.user.unblock.mutate({ userId: mina.user.id });
      expect(await send(mina, 'again')).toMatchObject({ ok: true });
    }
  });

  it('[SRV55] what is limited is counted by all nodes together', async () => {
    const place = await cluster.newPlace();
    await using one = await startDuet({ ...place, rateLimits: true });
    await using two = await startDuet({ ...place, rateLimits: true });
    await signUp(one.url, 'mina');
    const guess = async (url: string) =>
      (await rawCall(url, 'mutation', 'session.signIn', { username: 'mina', password: 'wrong password' })).reason;
    for (let guesses = 0; guesses < 5; guesses++) {
      expect(await Promise.all([guess(one.url), guess(two.url)])).toEqual(['wrong_credentials', 'wrong_credentials']);
    }
    expect(await Promise.all([guess(one.url), guess(two.url)])).toEqual(['rate_limited', 'rate_limited']);
  });

  it(
    '[SRV54] a sign-out on one closes the sockets on the other, and nothing accepted later reaches them',
    async () => {
      await using here = await scene();
      const { one, two, joon, mina, send } = here;
      const sockets = await Promise.all([one, two, two].map((node) => openRawSocketAs(node.socketUrl, joon.token)));
      for (const socket of sockets) {
        const item = socket.next(({ result }) => result?.type === 'data');
        await socket.call('subscription', 'live.events');
        await item;
      }
      await httpClient(one.url, { authorization: `Bearer ${joon.token}` }).session.signOut.mutate();
      await send(mina, 'after the sign-out');
      expect(await Promise.all(sockets.map((socket) => socket.closed))).toEqual([4001, 4001, 4001]);
      expect(JSON.stringify(sockets.map((socket) => socket.frames))).not.toContain('after the sign-out');
      expect(await joon.trpc.session.me.query()).toEqual({ user: null });
    },
    // Within a second, and what it takes to set the scene.
    8_000,
  );

  it(
    '[SRV104] a sign-out with a host’s token closes its sockets on the other node, and both refuse the token',
    async () => {
      const place = await cluster.newPlace();
      await using one = await startDuet({ ...place, identity: host });
      await using two = await startDuet({ ...place, identity: host });
      const token = await hostToken('mina');
      using socket = await openRawSocketAs(two.socketUrl, token);
      expect((await socket.call('query', 'room.list', {})).result).toBeDefined();
      await httpClient(one.url, { authorization: `Bearer ${token}` }).session.signOut.mutate();
      expect(await socket.closed).toBe(4001);
      for (const { url } of [one, two]) {
        expect(await httpClient(url, { authorization: `Bearer ${token}` }).session.me.query()).toEqual({ user: null });
      }
    },
    // Within a second, and what it takes to set the scene.
    8_000,
  );

  it(
    '[SRV124] who is deactivated on one node is signed out on the other, also when that one does not hear of it',
    async () => {
      const place = await cluster.newPlace();
      const apiKey = await newKey(place.databaseUrl);
      await using one = await startDuet({ ...place, identity: host });
      await using two = await startDuet({ ...place, identity: host });
      const admin = createDuetAdmin({ url: one.url, apiKey });
      const [mina] = await madeBy(admin, ['mina', 'joon']);
      const openAs = async (externalId: string) => {
        const socket = await openRawSocketAs(two.socketUrl, await hostToken(externalId));
        expect((await socket.call('query', 'room.list', {})).result).toBeDefined();
        return socket;
      };
      using hears = await openAs('joon');
      await admin.trpc.user.deactivate.mutate({ externalIds: ['joon'] });
      expect(await hears.closed).toBe(4001);
      const headers = { authorization: `Bearer ${await hostToken('joon')}` };
      for (const { url } of [one, two])
        expect(await httpClient(url, headers).session.me.query()).toEqual({ user: null });

      using misses = await openAs('mina');
      const base = new URL(place.redisUrl ?? '').pathname.slice(1);
      await cluster.redis.cli('-n', base, 'set', `{duet.ended}:user:${mina}`, '1');
      await cluster.redis.cli('client', 'kill', 'type', 'pubsub');
      expect(await misses.closed).toBe(4001);
    },
    // Within a second each, and what it takes to set the scene.
    12_000,
  );

  it('[SRV54] a node that did not hear of a sign-out finds it when it hears again', async () => {
    await using here = await scene();
    const { two, joon, place } = here;
    using socket = await openRawSocketAs(two.socketUrl, joon.token);
    expect((await socket.call('query', 'session.me')).result?.data).toMatchObject({ user: { username: 'joon' } });
    const { pathname } = new URL(place.databaseUrl);
    const [session] = await cluster.mariadb.query(
      `select s.id from ${pathname.slice(1)}.sessions s join ${pathname.slice(1)}.users u on u.id = s.user_id
       where u.username = 'joon'`,
    );
    const id = String(Reflect.get(Object(session), 'id'));
    const base = new URL(place.redisUrl ?? '').pathname.slice(1);
    await cluster.redis.cli('-n', base, 'set', `{duet.ended}:${id}`, '1');
    await cluster.redis.cli('client', 'kill', 'type', 'pubsub');
    expect(await socket.closed).toBe(4001);
  });
});
