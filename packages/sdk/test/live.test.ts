import { closeCodes } from '@duet/protocol';
import type { Chat, FeedEvent, Room } from '@duet/sdk';
import { createDuetClient } from '@duet/sdk';
import { expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { messageId } from './facts.ts';
import { createBadLine } from './server/bad-line.ts';
import { serve } from './server/serve.ts';
import type { TestServer } from './server/serve.ts';
import { roomOf, signUp } from './two-people.ts';

/** Everything that a chat is told, and only the messages' texts of it. */
const listen = (chat: Chat) => {
  const events: FeedEvent[] = [];
  chat.onEvents((batch) => events.push(...batch));
  return {
    events,
    texts: () => events.flatMap((event) => (event.type === 'message' ? [event.message.text] : [])),
    resets: () => events.filter((event) => event.type === 'reset').length,
  };
};

const live = (chat: Chat) => eventually(() => chat.connection.get().status === 'live');
/** Not only a socket: the feed has said its first word, and what it asked for is loaded. */
const settled = async (chat: Chat, heard: { resets(): number }) => {
  await eventually(() => heard.resets() > 0);
  chat.loaded();
};

/** Two people in a room, both live. No wait lasts: chance is 0. */
const talk = async (server: TestServer) => {
  const options = { url: server.url, random: () => 0 };
  const mina = await signUp('mina', options);
  const joon = await signUp('joon', options);
  const room: Room = await roomOf(mina.chat, joon.chat);
  const heard = listen(joon.chat);
  await settled(mina.chat, listen(mina.chat));
  await settled(joon.chat, heard);
  return {
    mina,
    joon,
    room,
    heard,
    async [Symbol.asyncDispose]() {
      await Promise.all([mina.client.close(), joon.client.close()]);
    },
  };
};

it('[LIVE4] after a cut the feed goes on behind the last batch: each event once, in order', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { mina, room, heard } = here;
  for (let round = 1; round <= 5; round += 1) {
    await mina.chat.outbox.send(room.id, `before ${round}`);
    await eventually(() => heard.texts().includes(`before ${round}`));
    server.closeSockets();
    await mina.chat.outbox.send(room.id, `after ${round}`);
  }
  await eventually(() => heard.texts().includes('after 5'));
  expect(heard.texts()).toEqual([1, 2, 3, 4, 5].flatMap((round) => [`before ${round}`, `after ${round}`]));
  expect(heard.resets()).toBe(1);
});

it('[LIVE4] a subscription of the app’s own lives through the cut as well', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { mina, joon, room } = here;
  const texts: string[] = [];
  let begun = false;
  let ended = false;
  const subscription = joon.chat.trpc.live.room.subscribe(
    { roomId: room.id },
    {
      onData({ data }) {
        begun = true;
        texts.push(...data.flatMap((event) => (event.type === 'message' ? event.message.text : [])));
      },
      onComplete: () => (ended = true),
      onError: () => (ended = true),
    },
  );
  await eventually(() => begun);
  for (const text of ['one', 'two', 'three']) {
    await mina.chat.outbox.send(room.id, text);
    await eventually(() => texts.includes(text));
    server.closeSockets();
  }
  expect(texts).toEqual(['one', 'two', 'three']);
  expect(ended).toBe(false);
  subscription.unsubscribe();
});

it('[LIVE5] a reset is said again after each reconnect until it was loaded', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { joon, heard } = here;
  server.world.reset(joon.chat.me.id);
  await eventually(() => heard.resets() === 2);
  server.closeSockets();
  await eventually(() => heard.resets() === 3);
  joon.chat.loaded();
  server.closeSockets();
  const { total } = server.sockets();
  await eventually(() => server.sockets().total >= total + 1 && joon.chat.connection.get().status === 'live');
  server.world.heartbeat(1);
  const quiet = heard.events.length;
  await eventually(() => heard.events.slice(quiet).some((event) => event.type === 'heartbeat'));
  expect(heard.resets()).toBe(3);
});

it('[LIVE5] who starts to listen while a reset is owed is told of it first', async () => {
  await using server = await serve();
  await using mina = await signUp('mina', { url: server.url });
  await settledOnce(mina.chat);
  const late = listen(mina.chat);
  await eventually(() => late.resets() === 1);
  mina.chat.loaded();
  const later = listen(mina.chat);
  server.world.heartbeat(1);
  await eventually(() => later.events.length > 0);
  expect(later.resets()).toBe(0);
});

const settledOnce = (chat: Chat) => {
  const heard = listen(chat);
  return eventually(() => heard.resets() > 0);
};

it('[LIVE6] an unknown kind is passed over, the rest of its batch is told', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { joon, heard } = here;
  // Past the output schema: only a newer server's socket can say such a thing. Both people's next frames.
  server.sendRaw((frame) => frame.replace('"heartbeat"', '"hologram"'), 2);
  server.world.heartbeat(1);
  server.world.heartbeat(2);
  await eventually(() => heard.events.some((event) => event.type === 'heartbeat' && event.storedThrough === 2));
  const kinds: string[] = heard.events.map(({ type }) => type);
  expect(kinds).not.toContain('hologram');
  expect(joon.chat.connection.get().status).toBe('live');
});

it('[LIVE76] a frame that is no word of Duet’s costs the line: it is given up, and the next goes on behind the last batch', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { mina, room, heard } = here;
  await mina.chat.outbox.send(room.id, 'one');
  await eventually(() => heard.texts().includes('one'));
  for (const [count, nonsense] of ['<html>', '7', 'null', '"text"'].entries()) {
    const { total } = server.sockets();
    // Both people's next frames.
    server.sendRaw((frame) => (frame.includes('"heartbeat"') ? nonsense : frame), 2);
    server.world.heartbeat(1);
    await eventually(() => server.sockets().total >= total + 2);
    await mina.chat.outbox.send(room.id, `after ${count}`);
    await eventually(() => heard.texts().includes(`after ${count}`));
  }
  expect(heard.texts()).toEqual(['one', 'after 0', 'after 1', 'after 2', 'after 3']);
  expect(heard.resets()).toBe(1);
});

it('[LIVE7] a subscription that the server ended is taken up again, behind the last batch', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { mina, room, heard } = here;
  await mina.chat.outbox.send(room.id, 'one');
  await eventually(() => heard.texts().includes('one'));
  server.world.endFeeds();
  await mina.chat.outbox.send(room.id, 'two');
  await eventually(() => heard.texts().includes('two'));
  server.world.failFeeds();
  await mina.chat.outbox.send(room.id, 'three');
  await eventually(() => heard.texts().includes('three'));
  expect(heard.texts()).toEqual(['one', 'two', 'three']);
  expect(heard.resets()).toBe(1);
});

it('[LIVE8] a page holds the message that came while it was on its way', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { mina, joon, room, heard } = here;
  await mina.chat.outbox.send(room.id, 'first');
  await eventually(() => heard.texts().includes('first'));
  const held = server.world.hold('message.history');
  const page = joon.chat.trpc.message.history.query({ roomId: room.id });
  await held.reached;
  await mina.chat.outbox.send(room.id, 'meanwhile');
  await eventually(() => heard.texts().includes('meanwhile'));
  held.release();
  const { messages, hasNewer } = await page;
  expect(messages.map(({ text }) => text)).toEqual(['first', 'meanwhile']);
  expect(hasNewer).toBe(false);
});

it('[LIVE8] a page holds the message that came in one piece with it', async () => {
  await using server = await serve();
  await using line = await createBadLine(server.port);
  await using mina = await signUp('mina', { url: server.url });
  await using joon = await signUp('joon', { url: line.url });
  const room = await roomOf(mina.chat, joon.chat);
  await settled(joon.chat, listen(joon.chat));
  await live(mina.chat);
  const held = server.world.hold('message.history');
  const page = joon.chat.trpc.message.history.query({ roomId: room.id });
  await held.reached;
  const answers = line.gatherAnswers();
  held.release();
  await mina.chat.outbox.send(room.id, 'right behind');
  await eventually(() => answers.holds('right behind'));
  answers.letGo();
  const { messages } = await page;
  expect(messages.map(({ text }) => text)).toEqual(['right behind']);
});

it('[LIVE8] the list holds the room, and the count, of what came while it was on its way', async () => {
  await using server = await serve();
  await using here = await talk(server);
  await using sora = await signUp('sora', { url: server.url });
  const { mina, joon, room, heard } = here;
  const held = server.world.hold('room.list');
  const list = joon.chat.trpc.room.list.query({});
  await held.reached;
  await mina.chat.outbox.send(room.id, 'meanwhile');
  const other = await roomOf(sora.chat, joon.chat);
  await sora.chat.outbox.send(other.id, 'who is this?');
  await eventually(() => heard.texts().includes('meanwhile') && heard.texts().includes('who is this?'));
  held.release();
  const { rooms } = await list;
  expect(rooms.map(({ id, unread }) => ({ id, unread }))).toEqual([
    { id: other.id, unread: 1 },
    { id: room.id, unread: 1 },
  ]);
});

it('[LIVE9] over the socket while it is open, over HTTP without one, session.* always over HTTP', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { mina } = here;
  server.failHttp(500);
  await expect(mina.chat.trpc.room.list.query({})).resolves.toMatchObject({ rooms: [{}] });
  await expect(mina.chat.trpc.session.me.query()).rejects.toThrow();
  server.failHttp(null);
  server.refuseSockets(true);
  server.closeSockets();
  await eventually(() => mina.chat.connection.get().status !== 'live');
  await expect(mina.chat.trpc.room.list.query({})).resolves.toMatchObject({ rooms: [{}] });
  server.refuseSockets(false);
  await live(mina.chat);
});

it('[LIVE10] calls in flight are rejected when the socket closes; the next socket answers', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { mina, room } = here;
  const held = server.world.hold('message.history');
  const lost = mina.chat.trpc.message.history.query({ roomId: room.id });
  await held.reached;
  server.closeSockets();
  await expect(lost).rejects.toThrow('closed before the answer');
  held.release();
  await live(mina.chat);
  const calls = Array.from({ length: 20 }, () => mina.chat.trpc.message.history.query({ roomId: room.id }));
  await expect(Promise.all(calls)).resolves.toHaveLength(20);
});

it('[LIVE20] 80 calls and 200 KiB in one turn of the loop are too much for a frame, not for the socket', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { mina, room, heard } = here;
  const before = server.sockets().total;
  const calls = Array.from({ length: 80 }, () => mina.chat.trpc.room.get.query({ roomId: room.id }));
  const rooms = await Promise.all((await signUpMany(server, 13)).map(async (person) => roomOf(mina.chat, person.chat)));
  await Promise.all(rooms.map(({ id }) => mina.chat.outbox.send(id, '👋'.repeat(4_000))));
  await expect(Promise.all(calls)).resolves.toHaveLength(80);
  await eventually(() => mina.chat.outbox.drafts.get().every(({ state }) => state.status === 'accepted'));
  expect(server.world.sends.length).toBeGreaterThanOrEqual(13);
  expect(server.sockets().total).toBe(before + 13);
  expect(heard.resets()).toBe(1);
});

it('[LIVE20] 60 calls and 300 KiB in one turn of the loop are no more than that without a socket', async () => {
  await using server = await serve();
  server.refuseSockets(true);
  await using mina = await signUp('mina', { url: server.url });
  await using joon = await signUp('joon', { url: server.url });
  const room = await roomOf(mina.chat, joon.chat);
  const { trpc } = mina.client;
  const sends = Array.from({ length: 20 }, () =>
    trpc.message.send.mutate({ roomId: room.id, id: messageId(), text: '👋'.repeat(4_000) }),
  );
  const calls = Array.from({ length: 60 }, () => trpc.room.get.query({ roomId: room.id }));
  expect((await Promise.all(sends)).every(({ ok }) => ok)).toBe(true);
  await expect(Promise.all(calls)).resolves.toHaveLength(60);
});

const signUpMany = async (server: TestServer, count: number) => {
  const people = Array.from({ length: count }, (_, index) => signUp(`person${index}`, { url: server.url }));
  const all = await Promise.all(people);
  await Promise.all(all.map(({ chat }) => live(chat)));
  await Promise.all(all.map(({ client }) => client.close()));
  return all;
};

it('[LIVE21] events() tells each event, and ends with the chat', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { mina, joon, room } = here;
  const texts: string[] = [];
  const reading = (async () => {
    for await (const event of joon.chat.events()) if (event.type === 'message') texts.push(event.message.text);
  })();
  for (const text of ['one', 'two', 'three']) await mina.chat.outbox.send(room.id, text);
  await eventually(() => texts.length === 3);
  expect(texts).toEqual(['one', 'two', 'three']);
  await joon.client.close();
  await reading;
});

it('[LIVE60] events() tells what came between its call and its loop', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { mina, joon, room, heard } = here;
  const events = joon.chat.events();
  await mina.chat.outbox.send(room.id, 'before the loop');
  await eventually(() => heard.events.some((event) => event.type === 'message'));
  for await (const event of events) {
    if (event.type !== 'message') continue;
    expect(event.message.text).toBe('before the loop');
    break;
  }
});

it('[LIVE21] events() throws when it was left unread for too long', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { joon, heard } = here;
  const reading = joon.chat.events()[Symbol.asyncIterator]();
  server.world.heartbeat(0);
  await reading.next();
  for (let count = 0; count < 5_001; count += 1) server.world.heartbeat(count);
  await eventually(() => heard.events.length > 5_001);
  const all = async () => {
    for (;;) if ((await reading.next()).done) return;
  };
  await expect(all()).rejects.toThrow('not read');
});

it('[LIVE1] a server that says 1001 is dialled again', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { total } = server.sockets();
  server.closeSockets(closeCodes.going_away.code);
  await eventually(() => server.sockets().total > total);
  await live(here.mina.chat);
});

it('[OUT7] what a failover lost comes back at its old place, before what was written later', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const { mina, room } = here;
  for (const text of ['one', 'two', 'three']) await mina.chat.outbox.send(room.id, text);
  const accepted = () => mina.chat.outbox.drafts.get().filter(({ state }) => state.status === 'accepted');
  await eventually(() => accepted().length === 3);
  const before = await mina.chat.trpc.message.history.query({ roomId: room.id });
  server.world.failOver(room.id, 2);
  server.closeSockets();
  await mina.chat.outbox.send(room.id, 'four');
  await eventually(() => server.world.rooms.get(room.id)?.messages.length === 4);
  const after = await mina.chat.trpc.message.history.query({ roomId: room.id });
  expect(after.messages.slice(0, 3).map(({ seq, id }) => ({ seq, id }))).toEqual(
    before.messages.map(({ seq, id }) => ({ seq, id })),
  );
  expect(after.messages.map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four']);
});

it('[LIVE19] resume() with the token of an earlier start is that user again', async () => {
  await using server = await serve();
  await using here = await talk(server);
  const token = here.mina.client.token();
  if (token === null) throw new Error('no token');
  const client = createDuetClient({ url: `${server.url}/`, token });
  const chat = await client.resume();
  expect(chat?.me).toEqual(here.mina.chat.me);
  await settledOnce(chat ?? here.mina.chat);
  await client.close();
});
