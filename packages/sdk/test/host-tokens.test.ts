import { closeCodes } from '@duet/protocol';
import { createDuetClient, reasonOf } from '@duet/sdk';
import { afterEach, expect, it, vi } from 'vitest';
import { eventually } from './eventually.ts';
import { enter, scene } from './host-scene.ts';

afterEach(() => void vi.unstubAllGlobals());

it('[LIVE40] before a token runs out the next one takes over: still live, no reset, each event once', async () => {
  await using here = await scene();
  const { server, say, issue } = here;
  let asked = 0;
  const getToken = async () => {
    asked += 1;
    return issue(0.9);
  };
  await using mina = await enter(server, getToken);
  // One for the session that was asked for, one for the first socket, and three that took over.
  for (let count = 1; asked < 5; count += 1) {
    await say(`message ${count}`);
    await eventually(() => mina.texts().length === count);
  }
  await say('the last');
  await eventually(() => mina.texts().at(-1) === 'the last');
  expect(new Set(mina.texts()).size).toBe(mina.texts().length);
  expect([mina.resets(), mina.states.filter((state) => state !== 'live')]).toEqual([1, []]);
});

it('[LIVE40] a call that is under way when the next token takes over gets its answer', async () => {
  await using here = await scene();
  const { server, issue } = here;
  let isShort = true;
  await using mina = await enter(server, async () => issue(isShort ? 0.6 : 3600));
  const hold = server.world.hold('room.list');
  const answer = mina.chat.trpc.room.list.query({});
  await hold.reached;
  const { total } = server.sockets();
  await eventually(() => server.sockets().total > total + 1);
  isShort = false;
  hold.release();
  expect((await answer).rooms).toHaveLength(1);
  // Joon's, and Mina's newest.
  await eventually(() => server.sockets().open === 2);
});

it('[LIVE41] after close code 4002 the next token goes on behind the last event, without a reset', async () => {
  await using here = await scene();
  const { server, joon, say, issue } = here;
  await using mina = await enter(server, async () => issue());
  for (const round of [1, 2, 3]) {
    await say(`before ${round}`);
    await eventually(() => mina.texts().includes(`before ${round}`));
    // Joon's own token is one of a sign-in: for him 4002 would be the end.
    server.closeSockets(closeCodes.expired.code, (token) => token !== joon.client.token());
    await say(`after ${round}`);
    await eventually(() => mina.texts().includes(`after ${round}`));
  }
  expect(mina.texts()).toEqual([1, 2, 3].flatMap((round) => [`before ${round}`, `after ${round}`]));
  expect([mina.resets(), mina.client.session.get().status]).toEqual([1, 'signed-in']);
});

it('[LIVE42] while getToken rejects it is asked again, and the connection says that it waits', async () => {
  await using here = await scene();
  const { server, say, issue } = here;
  let isHostAway = true;
  const getToken = async () => {
    if (isHostAway) throw new Error('the host is away');
    return issue();
  };
  const early = createDuetClient({ url: server.url, getToken });
  await expect(early.resume()).rejects.toThrow('the host is away');
  expect(early.session.get()).toEqual({ status: 'unknown' });

  isHostAway = false;
  await using mina = await enter(server, getToken);
  isHostAway = true;
  server.closeSockets();
  await eventually(() => {
    const state = mina.chat.connection.get();
    return state.status === 'waiting' && state.attempt > 3;
  });
  await say('meanwhile');
  isHostAway = false;
  await eventually(() => mina.texts().includes('meanwhile'));
  expect(mina.resets()).toBe(1);
});

it.each(['another person’s token', 'no token'])(
  '[LIVE43] %s ends the chat, on a socket and over HTTP, and nothing is asked for it',
  async (which) => {
    await using here = await scene();
    const { server, joon, say, issue } = here;
    for (const way of ['socket', 'HTTP']) {
      let isOther = false;
      const other = () => (which === 'no token' ? null : issue(3600, joon.chat));
      // Over HTTP the first one has to run out before another one is asked for.
      const getToken = async () => (isOther ? other() : issue(way === 'HTTP' ? 60 : 3600));
      let time = Date.now();
      await using mina = await enter(server, getToken, { now: () => time });
      server.refuseSockets(true);
      server.closeSockets();
      await eventually(() => mina.chat.connection.get().status === 'waiting');
      const before = mina.heard.length;
      isOther = true;
      if (way === 'HTTP') {
        time += 120_000;
        await expect(mina.chat.trpc.room.list.query({})).rejects.toThrow();
      }
      server.refuseSockets(false);
      await say('for nobody else');
      await eventually(() => mina.client.session.get().status === 'signed-out');
      expect(mina.client.session.get()).toEqual({ status: 'signed-out', ended: 'signed_out' });
      expect(mina.heard.length).toBe(before);
    }
  },
);

it('[LIVE43] without a token resume() answers null, whoever’s cookie there is', async () => {
  await using here = await scene();
  const { server } = here;
  vi.stubGlobal('location', { origin: server.url });
  const client = createDuetClient({ url: server.url, getToken: async () => null });
  await expect(client.resume()).resolves.toBeNull();
  expect(client.session.get()).toEqual({ status: 'signed-out', ended: null });
});

it('[LIVE44] calls over HTTP bring a token that has not run out', async () => {
  await using here = await scene();
  const { server, issue } = here;
  const issued: string[] = [];
  let time = Date.now();
  const getToken = async () => {
    const token = issue(60);
    issued.push(token);
    return token;
  };
  await using mina = await enter(server, getToken, { now: () => time });
  server.refuseSockets(true);
  server.closeSockets();
  await eventually(() => mina.chat.connection.get().status === 'waiting');
  time += 120_000;
  for (const token of issued) server.world.revoke(token);
  expect((await mina.chat.trpc.room.list.query({})).rooms).toHaveLength(1);
});

it('[LIVE44] the answer signed_out to a token that ran out is no end: a new one goes on', async () => {
  await using here = await scene();
  const { server, say, issue } = here;
  const issued: string[] = [];
  const getToken = async () => {
    const token = issue();
    issued.push(token);
    return token;
  };
  await using mina = await enter(server, getToken);
  for (const token of issued) server.world.revoke(token);
  const error: unknown = await mina.chat.trpc.room.list.query({}).catch((cause: unknown) => cause);
  expect([error instanceof Error, reasonOf(error)]).toEqual([true, null]);
  await say('afterwards');
  await eventually(() => mina.texts().includes('afterwards'));
  await eventually(() => mina.chat.connection.get().status === 'live');
  expect((await mina.chat.trpc.room.list.query({})).rooms).toHaveLength(1);
});

it('[LIVE45] a new token that the server does not take ends the chat', async () => {
  await using here = await scene();
  const { server, issue } = here;
  let isRefused = false;
  const getToken = async () => {
    const token = issue();
    if (isRefused) server.world.revoke(token);
    return token;
  };
  await using mina = await enter(server, getToken);
  isRefused = true;
  server.closeSockets();
  await eventually(() => mina.client.session.get().status === 'signed-out');
  expect(mina.client.session.get()).toEqual({ status: 'signed-out', ended: 'signed_out' });
});
