import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { closeCodes } from '@duet/protocol';
import { createDuetClient } from '@duet/sdk';
import { afterEach, expect, it, vi } from 'vitest';
import { eventually } from './eventually.ts';
import { enter, scene } from './host-scene.ts';

afterEach(() => void vi.useRealTimers());

/** Mina, who lost her line while her host keeps everybody waiting. Only the waits are the test's. */
const waiting = async (here: Awaited<ReturnType<typeof scene>>) => {
  const asked: ((token: string) => void)[] = [];
  let isSlow = false;
  const clock = { now: Date.now() };
  const getToken = () =>
    isSlow ? new Promise<string>((resolve) => asked.push(resolve)) : Promise.resolve(here.issue());
  const mina = await enter(here.server, getToken, { now: () => clock.now });
  isSlow = true;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const reaches = async (status: string) => {
    while (mina.chat.connection.get().status !== status) {
      await vi.advanceTimersByTimeAsync(1);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  here.server.closeSockets();
  await reaches('waiting');
  await reaches('connecting');
  // As long as a connection is given.
  await vi.advanceTimersByTimeAsync(15_000);
  expect([asked.length, mina.chat.connection.get().status]).toEqual([1, 'waiting']);
  return { mina, asked, clock, reaches };
};

it('[LIVE70] a host that takes longer than an attempt is not asked again, and the next attempt has its token', async () => {
  await using here = await scene();
  const { mina, asked, reaches } = await waiting(here);
  await using _ = mina;
  asked[0]?.(here.issue());
  await reaches('live');
  expect([asked.length, mina.resets()]).toEqual([1, 1]);
});

it('[LIVE70] a host that does not answer for a minute is asked again', async () => {
  await using here = await scene();
  const { mina, asked, clock, reaches } = await waiting(here);
  await using _ = mina;
  clock.now += 60_000;
  await reaches('connecting');
  expect(asked.length).toBe(2);
  asked[1]?.(here.issue());
  await reaches('live');
});

it.each(['{"error":"busy"}', '{"token":""}', '{"token":42}'])(
  '[LIVE71] what is no token (%s) is a fault of the host that passes, and signs nobody out',
  async (body) => {
    await using here = await scene();
    const { server, issue, say } = here;
    let isFaulty = true;
    const getToken = async () => {
      const { token }: { token: string } = JSON.parse(isFaulty ? body : `{"token":"${issue()}"}`);
      return token;
    };
    const early = createDuetClient({ url: server.url, getToken });
    await expect(early.resume()).rejects.toThrow('neither a token nor null');
    expect(early.session.get()).toEqual({ status: 'unknown' });

    isFaulty = false;
    await using mina = await enter(server, getToken);
    isFaulty = true;
    server.closeSockets();
    await eventually(() => {
      const state = mina.chat.connection.get();
      return state.status === 'waiting' && state.attempt > 1;
    });
    await say('meanwhile');
    isFaulty = false;
    await eventually(() => mina.texts().includes('meanwhile'));
  },
);

it('[LIVE72] while the old token lives, the next one is asked for until there is one', async () => {
  await using here = await scene();
  const { server, issue } = here;
  let asked = 0;
  const getToken = async () => {
    asked += 1;
    if (asked === 3 || asked === 4) throw new Error('the host is away');
    // Two for the start. The fifth is refused a socket, once.
    if (asked === 5) server.refuseSockets(true);
    if (asked === 6) server.refuseSockets(false);
    return issue(asked < 6 ? 0.3 : 3600);
  };
  // A clock that stands still: however slow the machine, nothing has run out.
  const time = Date.now();
  await using mina = await enter(server, getToken, { now: () => time });
  const { total } = server.sockets();
  await eventually(() => asked === 6 && server.sockets().total > total);
  await eventually(() => server.sockets().open === 2);
  expect([mina.resets(), mina.states.filter((state) => state !== 'live')]).toEqual([1, []]);
});

it('[LIVE40] of the sockets that were followed nothing is kept', async () => {
  await using here = await scene();
  const { server, issue } = here;
  const seen: WeakRef<WebSocket>[] = [];
  class SeenSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url);
      seen.push(new WeakRef(this));
    }
  }
  let isShort = true;
  const time = Date.now();
  const getToken = async () => issue(isShort ? 0.05 : 3600);
  await using _ = await enter(server, getToken, { now: () => time, WebSocket: SeenSocket });
  await eventually(() => seen.length > 8);
  isShort = false;
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  if (typeof gc !== 'function') throw new Error('no gc');
  // Joon's, and Mina's newest.
  await eventually(() => server.sockets().open === 2);
  await eventually(() => {
    Reflect.apply(gc, null, []);
    return seen.filter((socket) => socket.deref() !== undefined).length <= 2;
  });
}, 30_000);

it('[LIVE73] signing out ends nobody’s session but the chat’s own, whoever the host has signed in meanwhile', async () => {
  await using here = await scene();
  const { server, joon, issue } = here;
  let time = Date.now();
  let token = issue(60);
  await using mina = await enter(server, async () => token, { now: () => time });
  token = issue(3600, joon.chat);
  time += 120_000;
  await mina.client.signOut();
  expect(mina.client.session.get()).toEqual({ status: 'signed-out', ended: 'signed_out' });
  expect(server.world.session(token)).not.toBeNull();
});

it('[LIVE73] who comes in between the end of the session and the answer to signOut() stays', async () => {
  await using here = await scene();
  const { server, joon, issue } = here;
  let token = issue();
  const isJoon = () => {
    const session = mina.client.session.get();
    return session.status === 'signed-in' && session.chat.me.id === joon.chat.me.id;
  };
  await using mina = await enter(server, async () => token, {
    async fetch(address, init) {
      const answer = await fetch(address, init);
      if (!answer.url.includes('session.signOut')) return answer;
      // The socket says so first, as it may on any line.
      server.closeSockets(closeCodes.signed_out.code);
      await eventually(isJoon);
      return answer;
    },
  });
  mina.client.session.subscribe(() => {
    if (mina.client.session.get().status !== 'signed-out') return;
    token = issue(3600, joon.chat);
    void mina.client.resume();
  });
  await mina.client.signOut();
  expect(isJoon()).toBe(true);
});

it('[LIVE74] a client that is closed while the host is asked lets go of whoever waits, and signs nobody in', async () => {
  await using here = await scene();
  const { server, issue } = here;
  const { promise: token, resolve: answer } = Promise.withResolvers<string>();
  const client = createDuetClient({ url: server.url, getToken: () => token });
  const resumed = client.resume();
  await Promise.all([client.close(), expect(resumed).rejects.toThrow('the client was closed')]);
  answer(issue());
  await expect(client.resume()).rejects.toThrow('the client was closed');
  expect(client.session.get()).toEqual({ status: 'unknown' });
});
