import type { FeedEvent } from '@duet/protocol';
import { expect, it } from 'vitest';
import { captureLog } from './captured-log.ts';
import { follow, newMessageId, signUp, signUpPair, socketClient } from './people.ts';
import type { Person } from './people.ts';
import { openRawSocketAs, transportOf } from './raw-socket.ts';
import type { Backing } from './start-duet.ts';

const isReset = (event: FeedEvent): boolean => event.type === 'reset';
const says =
  (text: string) =>
  (event: FeedEvent): boolean =>
    event.type === 'message' && event.message.text === text;

export const liveSuite = ({ start }: Backing): void => {
  const sendAs =
    (person: Person, roomId: Parameters<Person['trpc']['room']['get']['query']>[0]['roomId']) => (text: string) =>
      person.trpc.message.send.mutate({ roomId, id: newMessageId(), text });

  it('[SRV23] begins at once: with a reset without a cursor, with a heartbeat when nothing was missed', async () => {
    await using duet = await start();
    const { token } = await signUp(duet.url, 'mina');
    await using socket = socketClient(duet.socketUrl, token);
    using first = follow(socket.trpc);
    expect(await first.until(() => true)).toEqual({ type: 'reset', reason: 'start' });
    using second = follow(socket.trpc, first.cursors[0]);
    expect(await second.until(() => true)).toEqual({ type: 'heartbeat', storedThrough: expect.any(Number) });
    expect(second.cursors[0]).toBe(first.cursors[0]);
  });

  it('[SRV23] goes on behind the cursor: nothing missing, nothing twice, in order', async () => {
    await using duet = await start();
    const { mina, joon, room } = await signUpPair(duet.url);
    const send = sendAs(mina, room.id);
    await using socket = socketClient(duet.socketUrl, joon.token);
    const texts: string[] = [];
    let cursor: string | undefined;
    for (let round = 0; round < 4; round++) {
      using live = follow(socket.trpc, cursor);
      await live.until(() => true);
      await send(`${round} seen`);
      await live.until(says(`${round} seen`));
      texts.push(...live.events.flatMap((event) => (event.type === 'message' ? [event.message.text] : [])));
      cursor = live.cursors.at(-1);
      live.stop();
      await send(`${round} missed`);
    }
    using rest = follow(socket.trpc, cursor);
    await rest.until(says('3 missed'));
    texts.push(...rest.events.flatMap((event) => (event.type === 'message' ? [event.message.text] : [])));
    expect(texts).toEqual([0, 1, 2, 3].flatMap((round) => [`${round} seen`, `${round} missed`]));
  });

  it('[SRV24] a heartbeat says soon after a commit how far the log is stored', async () => {
    await using duet = await start({ timings: { heartbeat: 60_000, heartbeatAfterCommit: 10 } });
    const { mina, room } = await signUpPair(duet.url);
    await using socket = socketClient(duet.socketUrl, mina.token);
    using live = follow(socket.trpc);
    await live.until(isReset);
    const sent = await sendAs(mina, room.id)('hello');
    const seq = sent.ok ? sent.seq : Infinity;
    await live.until((event) => event.type === 'heartbeat' && event.storedThrough >= seq);
  });

  it('[SRV24] a heartbeat comes also when nothing happens', async () => {
    await using duet = await start({ timings: { heartbeat: 10 } });
    const { token } = await signUp(duet.url, 'mina');
    await using socket = socketClient(duet.socketUrl, token);
    using live = follow(socket.trpc);
    await live.until((event) => event.type === 'heartbeat');
  });

  it('[SRV25] typing reaches the peer alone, once in a while', async () => {
    await using duet = await start();
    const { mina, joon, room } = await signUpPair(duet.url);
    await using minaSocket = socketClient(duet.socketUrl, mina.token);
    await using joonSocket = socketClient(duet.socketUrl, joon.token);
    using minaLive = follow(minaSocket.trpc);
    using joonLive = follow(joonSocket.trpc);
    await Promise.all([minaLive.until(isReset), joonLive.until(isReset)]);
    for (let key = 0; key < 5; key++) await minaSocket.trpc.room.typing.mutate({ roomId: room.id });
    await sendAs(mina, room.id)('there');
    await Promise.all([minaLive.until(says('there')), joonLive.until(says('there'))]);
    const typing = { type: 'typing', roomId: room.id, userId: mina.user.id };
    expect(joonLive.events.filter(({ type }) => type === 'typing')).toEqual([typing]);
    expect(minaLive.events.filter(({ type }) => type === 'typing')).toEqual([]);
  });

  it('[SRV25] typing behind a message is told anew, however short a while ago it was told', async () => {
    // Sent within the window: nothing but the message can have ended it.
    await using duet = await start({ timings: { typing: 3_600_000 } });
    const { mina, joon, room } = await signUpPair(duet.url);
    await using minaSocket = socketClient(duet.socketUrl, mina.token);
    await using joonSocket = socketClient(duet.socketUrl, joon.token);
    using joonLive = follow(joonSocket.trpc);
    await joonLive.until(isReset);
    const told = () => joonLive.events.filter(({ type }) => type === 'typing').length;
    await minaSocket.trpc.room.typing.mutate({ roomId: room.id });
    await expect.poll(told).toBe(1);
    await sendAs(mina, room.id)('ok');
    await minaSocket.trpc.room.typing.mutate({ roomId: room.id });
    await expect.poll(told).toBe(2);
  });

  it('[SRV26] someone is active while a live subscription is open, and a while after; their peers are told', async () => {
    await using duet = await start({ timings: { presenceGrace: 30 } });
    const { mina, joon, room } = await signUpPair(duet.url);
    await sendAs(mina, room.id)('hello');
    await using minaSocket = socketClient(duet.socketUrl, mina.token);
    using minaLive = follow(minaSocket.trpc);
    await minaLive.until(isReset);
    const peer = async () => (await mina.trpc.room.get.query({ roomId: room.id })).peer;
    expect(await peer()).toMatchObject({ active: false, lastActiveAt: null });

    {
      await using joonSocket = socketClient(duet.socketUrl, joon.token);
      using joonLive = follow(joonSocket.trpc);
      await joonLive.until(isReset);
      await minaLive.until((event) => event.type === 'presence' && event.userId === joon.user.id && event.active);
      expect((await peer()).active).toBe(true);
    }
    await minaLive.until((event) => event.type === 'presence' && !event.active);
    expect(await peer()).toMatchObject({ active: false, lastActiveAt: expect.any(Number) });
  });

  it('[SRV26] whoever looks at an empty room is told of its peer, who does not see it yet and is told nothing', async () => {
    await using duet = await start({ timings: { heartbeat: 10, presenceGrace: 20 } });
    const { mina, joon, room } = await signUpPair(duet.url);
    await using joonSocket = socketClient(duet.socketUrl, joon.token);
    using joonLive = follow(joonSocket.trpc);
    await joonLive.until(isReset);
    await using minaSocket = socketClient(duet.socketUrl, mina.token);
    using minaLive = follow(minaSocket.trpc);
    await minaLive.until(isReset);
    // Somebody else of hers, who is told when joon would be.
    const layla = await signUp(duet.url, 'layla');
    const other = await mina.trpc.room.create.mutate({ userId: layla.user.id });
    await sendAs(mina, other.id)('hello');
    joonLive.stop();
    await minaLive.until((event) => event.type === 'presence' && event.userId === joon.user.id && !event.active);

    await using again = socketClient(duet.socketUrl, joon.token);
    using joonAgain = follow(again.trpc);
    await minaLive.until((event) => event.type === 'presence' && event.userId === joon.user.id && event.active);
    await using laylaSocket = socketClient(duet.socketUrl, layla.token);
    using laylaLive = follow(laylaSocket.trpc);
    await laylaLive.until(isReset);
    minaLive.stop();
    await laylaLive.until((event) => event.type === 'presence' && event.userId === mina.user.id && !event.active);
    const told = joonAgain.events.filter(({ type }) => type === 'presence');
    expect(told).toEqual([]);
    expect((await joon.trpc.room.get.query({ roomId: room.id })).lastMessage).toBeNull();
  });

  it('[SRV26] a reload does not flicker', async () => {
    await using duet = await start();
    const { mina, joon, room } = await signUpPair(duet.url);
    await sendAs(mina, room.id)('hello');
    await using minaSocket = socketClient(duet.socketUrl, mina.token);
    using minaLive = follow(minaSocket.trpc);
    await minaLive.until(isReset);
    for (let reload = 0; reload < 3; reload++) {
      await using joonSocket = socketClient(duet.socketUrl, joon.token);
      using joonLive = follow(joonSocket.trpc);
      await joonLive.until(isReset);
    }
    await sendAs(mina, room.id)('still there?');
    await minaLive.until(says('still there?'));
    expect(minaLive.events.filter(({ type }) => type === 'presence')).toMatchObject([{ active: true }]);
  });

  it('[SRV27] live.room tells of one room, with the cursors of the whole feed', async () => {
    await using duet = await start();
    const { mina, joon, room } = await signUpPair(duet.url);
    const eve = await signUp(duet.url, 'eve');
    const otherRoom = await eve.trpc.room.create.mutate({ userId: mina.user.id });
    await using socket = socketClient(duet.socketUrl, mina.token);
    const texts: string[] = [];
    const cursors: string[] = [];
    const done = Promise.withResolvers<void>();
    const ready = Promise.withResolvers<void>();
    const subscription = socket.trpc.live.room.subscribe(
      { roomId: room.id },
      {
        onData({ id, data }) {
          ready.resolve();
          cursors.push(id);
          texts.push(...data.flatMap((event) => (event.type === 'message' ? [event.message.text] : [])));
          if (texts.includes('last')) done.resolve();
        },
      },
    );
    await ready.promise;
    await sendAs(joon, room.id)('first');
    await sendAs(eve, otherRoom.id)('elsewhere');
    await sendAs(joon, room.id)('last');
    await done.promise;
    subscription.unsubscribe();
    expect(texts).toEqual(['first', 'last']);

    using whole = follow(socket.trpc, cursors.at(-1));
    await sendAs(eve, otherRoom.id)('behind that place');
    await whole.until(says('behind that place'));
    expect(whole.events.some(isReset)).toBe(false);
  });

  it('[SRV28] a socket that stops reading is cut; nobody else notices, and it catches up when it comes back', async () => {
    const log = captureLog();
    await using duet = await start({ logger: log.logger, timings: { closeWait: 50 } });
    const { mina, joon, room } = await signUpPair(duet.url);
    const send = sendAs(mina, room.id);
    await using minaSocket = socketClient(duet.socketUrl, mina.token);
    using minaLive = follow(minaSocket.trpc);
    await minaLive.until(isReset);

    using slow = await openRawSocketAs(duet.socketUrl, joon.token);
    const item = slow.next(({ result }) => result?.type === 'data');
    await slow.call('subscription', 'live.events');
    const cursor = (await item).result?.id;
    transportOf(slow.socket).pause();

    // The kernels hold some megabytes between the two, on top of the server's own bound.
    const large = '한'.repeat(3_900);
    let cut = false;
    void log.says('a slow reader was cut').then(() => (cut = true));
    let sent = 0;
    while (!cut) await Promise.all(Array.from({ length: 20 }, () => send(`${sent++} ${large}`)));
    await send('afterwards');
    await minaLive.until(says('afterwards'));

    transportOf(slow.socket).resume();
    await slow.closed;
    await using joonSocket = socketClient(duet.socketUrl, joon.token);
    using joonLive = follow(joonSocket.trpc, cursor);
    const caughtUp = await joonLive.until((event) => isReset(event) || says('afterwards')(event));
    if (isReset(caughtUp))
      expect((await joon.trpc.message.history.query({ roomId: room.id })).messages.at(-1)?.text).toBe('afterwards');
    else expect(joonLive.events.filter(({ type }) => type === 'message')).toHaveLength(sent + 1);
  }, 90_000);

  it('[SRV48] a subscription that is stopped before it started ends', async () => {
    await using duet = await start();
    const { mina, joon, room } = await signUpPair(duet.url);
    using socket = await openRawSocketAs(duet.socketUrl, joon.token);
    // More than a socket may have open at once: one that went on would be in the way of the last.
    for (let id = 100; id < 200; id++) {
      const stopped = socket.next((frame) => frame.id === id && frame.result?.type === 'stopped');
      const params = { path: 'live.room', input: { roomId: room.id } };
      socket.send(JSON.stringify({ id, method: 'subscription', params }));
      socket.send(JSON.stringify({ id, method: 'subscription.stop' }));
      await stopped;
    }
    const item = socket.next((frame) => JSON.stringify(frame).includes('to whom?'));
    await socket.call('subscription', 'live.events');
    await sendAs(mina, room.id)('to whom?');
    await item;
    expect(socket.frames.filter((frame) => JSON.stringify(frame).includes('to whom?'))).toHaveLength(1);
  });

  it('[SRV29] a socket whose other end is gone is cut; one that answers pings stays', async () => {
    await using duet = await start({ timings: { ping: 20, pongWait: 500 } });
    const { token } = await signUp(duet.url, 'mina');
    using alive = await openRawSocketAs(duet.socketUrl, token);
    using gone = await openRawSocketAs(duet.socketUrl, token);
    await gone.call('query', 'session.me');
    const connections = () =>
      new Promise<number>((resolve) => duet.server.getConnections((_, count) => resolve(count)));
    const before = await connections();
    transportOf(gone.socket).pause();
    await expect.poll(connections).toBeLessThan(before);
    transportOf(gone.socket).resume();
    expect(await gone.closed).toBe(1006);
    expect((await alive.call('query', 'session.me')).result?.data).toMatchObject({ user: { username: 'mina' } });
  });
};
