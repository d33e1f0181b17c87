import { closeCodes } from '@duet/protocol';
import { createDuetClient, createMemoryDraftStorage, issuesOf, reasonOf } from '@duet/sdk';
import type { DraftStorage, DuetClient, FeedEvent } from '@duet/sdk';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createBrowser } from './browser.ts';
import { eventually } from './eventually.ts';
import { serve } from './server/serve.ts';
import { roomOf, signUp } from './two-people.ts';

afterEach(() => void vi.unstubAllGlobals());

const password = 'correct horse';
const caught = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    return await promise;
  } catch (error) {
    return error;
  }
};
const isLive = (client: DuetClient): boolean => {
  const session = client.session.get();
  return session.status === 'signed-in' && session.chat.connection.get().status === 'live';
};

it.each([
  [closeCodes.signed_out.code, 'signed_out'],
  [closeCodes.expired.code, 'expired'],
] as const)('[LIVE2] close code %i signs out: %s', async (code, ended) => {
  await using server = await serve();
  await using mina = await signUp('mina', { url: server.url });
  await eventually(() => isLive(mina.client));
  server.closeSockets(code);
  await eventually(() => mina.client.session.get().status === 'signed-out');
  expect(mina.client.session.get()).toEqual({ status: 'signed-out', ended });
  expect(mina.client.token()).toBeNull();
  expect(mina.chat.connection.get()).toEqual({ status: 'stopped', reason: ended });
});

it('[LIVE2] the answer signed_out ends it, by socket and by HTTP', async () => {
  await using server = await serve();
  await using mina = await signUp('mina', { url: server.url });
  let told = false;
  mina.chat.onEvents(() => (told = true));
  // Else the feed, which is just being asked for, could be the one that is told.
  await eventually(() => told);
  server.world.revoke(mina.client.token() ?? '');
  const error = await caught(mina.chat.trpc.room.list.query({}));
  expect(reasonOf(error)).toBe('signed_out');
  expect(mina.client.session.get()).toEqual({ status: 'signed-out', ended: 'signed_out' });

  server.refuseSockets(true);
  await using joon = await signUp('joon', { url: server.url });
  server.world.revoke(joon.client.token() ?? '');
  await caught(joon.chat.trpc.room.list.query({}));
  expect(joon.client.session.get()).toEqual({ status: 'signed-out', ended: 'signed_out' });
});

it('[LIVE2] a token that nobody knows is found out by the feed', async () => {
  await using server = await serve();
  await using mina = await signUp('mina', { url: server.url });
  await eventually(() => isLive(mina.client));
  server.refuseSockets(true);
  server.closeSockets();
  server.world.revoke(mina.client.token() ?? '');
  server.refuseSockets(false);
  mina.chat.wake();
  await eventually(() => mina.client.session.get().status === 'signed-out');
});

it('[LIVE18] a cookie that became another person’s ends the chat, and nothing of that person is told', async () => {
  await using server = await serve();
  await using sora = await signUp('sora', { url: server.url });
  vi.stubGlobal('location', { origin: server.url });
  const browser = createBrowser();
  const tab = createDuetClient({ url: server.url, ...browser });
  const mina = await tab.signUp({ username: 'mina', password });
  expect(tab.token()).toBeNull();
  await eventually(() => isLive(tab));
  const heard: FeedEvent[] = [];
  mina.onEvents((events) => heard.push(...events));

  server.refuseSockets(true);
  server.closeSockets();
  await eventually(() => !isLive(tab));
  const other = createDuetClient({ url: server.url, ...browser });
  const joon = await other.signUp({ username: 'joon', password });
  const room = await roomOf(sora.chat, joon);
  const before = heard.length;
  server.refuseSockets(false);
  mina.wake();
  await eventually(() => tab.session.get().status === 'signed-out');
  await sora.chat.trpc.room.markRead.mutate({ roomId: room.id, seq: 0 });
  expect(heard.slice(before)).toEqual([]);
  await Promise.all([tab.close(), other.close()]);
});

it('[LIVE18] nor is anything asked for the old chat with that cookie while there is no socket', async () => {
  await using server = await serve();
  await using sora = await signUp('sora', { url: server.url });
  vi.stubGlobal('location', { origin: server.url });
  const browser = createBrowser();
  const tab = createDuetClient({ url: server.url, ...browser });
  const mina = await tab.signUp({ username: 'mina', password });
  await eventually(() => isLive(tab));
  server.refuseSockets(true);
  server.closeSockets();
  await eventually(() => !isLive(tab));
  await expect(mina.trpc.room.list.query({})).resolves.toMatchObject({ rooms: [] });

  const other = createDuetClient({ url: server.url, ...browser });
  const joon = await other.signUp({ username: 'joon', password });
  await roomOf(joon, sora.chat);
  await expect(joon.trpc.room.list.query({})).resolves.toMatchObject({ rooms: [{}] });
  await expect(mina.trpc.room.list.query({})).rejects.toThrow();
  expect(tab.session.get()).toEqual({ status: 'signed-out', ended: 'signed_out' });
  await expect(mina.trpc.room.create.mutate({ userId: sora.chat.me.id })).rejects.toThrow();
  await Promise.all([tab.close(), other.close()]);
});

it('[LIVE19] resume() answers null without a session, and throws when the server cannot be asked', async () => {
  await using server = await serve();
  const nobody = createDuetClient({ url: server.url });
  await expect(nobody.resume()).resolves.toBeNull();
  expect(nobody.session.get()).toEqual({ status: 'signed-out', ended: null });
  const stale = createDuetClient({ url: server.url, token: 'long gone' });
  await expect(stale.resume()).resolves.toBeNull();
  expect(stale.token()).toBeNull();

  server.failHttp(503);
  const cut = createDuetClient({ url: server.url, token: 'perhaps' });
  await expect(cut.resume()).rejects.toThrow();
  expect(cut.session.get()).toEqual({ status: 'unknown' });
  expect(cut.token()).toBe('perhaps');
});

it('[LIVE19] asked twice at once, resume() makes one chat', async () => {
  await using server = await serve();
  await using mina = await signUp('mina', { url: server.url });
  const again = createDuetClient({ url: server.url, token: mina.client.token() ?? '' });
  const [one, two] = await Promise.all([again.resume(), again.resume()]);
  expect(one).not.toBeNull();
  expect(two).toBe(one);
  await expect(again.resume()).resolves.toBe(one);
  await again.close();
});

it('[LIVE17] signOut() ends the session, and with forget its drafts', async () => {
  await using server = await serve();
  const storage = createMemoryDraftStorage();
  await using mina = await signUp('mina', { url: server.url, storage });
  await using joon = await signUp('joon', { url: server.url });
  const room = await roomOf(mina.chat, joon.chat);
  const token = mina.client.token() ?? '';
  await eventually(() => isLive(mina.client));
  server.refuseSockets(true);
  server.closeSockets();
  await eventually(() => !isLive(mina.client));
  await mina.chat.outbox.send(room.id, 'unsent');
  await mina.client.signOut();
  expect(mina.client.session.get()).toEqual({ status: 'signed-out', ended: 'signed_out' });
  expect(server.world.session(token)).toBeNull();
  await expect(storage.load(mina.chat.me.id)).resolves.toHaveLength(1);

  await mina.client.signIn({ username: 'mina', password });
  await mina.client.signOut({ forget: true });
  await expect(storage.load(mina.chat.me.id)).resolves.toEqual([]);
});

it('[LIVE17] with forget it waits for drafts that are being stored, and forgets them too', async () => {
  await using server = await serve();
  const storage = createMemoryDraftStorage();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const slow: DraftStorage = {
    ...storage,
    async put(user, draft) {
      await gate;
      await storage.put(user, draft);
    },
  };
  await using mina = await signUp('mina', { url: server.url, storage: slow });
  await using joon = await signUp('joon', { url: server.url });
  const room = await roomOf(mina.chat, joon.chat);
  const writing = [mina.chat.outbox.send(room.id, 'one'), mina.chat.outbox.send(room.id, 'two')];
  const leaving = mina.client.signOut({ forget: true });
  await eventually(() => mina.client.session.get().status === 'signed-out');
  open();
  await Promise.all([leaving, ...writing]);
  await expect(storage.load(mina.chat.me.id)).resolves.toEqual([]);
});

it('[LIVE17] who signs in after someone else gets a chat of their own', async () => {
  await using server = await serve();
  await using mina = await signUp('mina', { url: server.url });
  const joon = await mina.client.signUp({ username: 'joon', password });
  expect(mina.client.session.get()).toEqual({ status: 'signed-in', chat: joon });
  expect(mina.chat.connection.get()).toEqual({ status: 'stopped', reason: 'closed' });
  // What still holds the old chat speaks for the old user, not for the new one.
  await expect(mina.chat.trpc.session.me.query()).resolves.toEqual({ user: mina.chat.me });
});

it('[OUT12] what was typed when the session ended goes out in the next one', async () => {
  await using server = await serve();
  await using mina = await signUp('mina', { url: server.url });
  await using joon = await signUp('joon', { url: server.url });
  const room = await roomOf(mina.chat, joon.chat);
  await eventually(() => isLive(mina.client));
  server.world.revoke(mina.client.token() ?? '');
  await mina.chat.outbox.send(room.id, 'still here');
  await eventually(() => mina.client.session.get().status === 'signed-out');
  expect(server.world.rooms.get(room.id)?.messages).toEqual([]);
  await mina.client.signIn({ username: 'mina', password });
  await eventually(() => server.world.rooms.get(room.id)?.messages.length === 1);
});

it('[LIVE77] without a WebSocket nobody is signed up', async () => {
  await using server = await serve();
  const mina = { username: 'mina', password };
  vi.stubGlobal('WebSocket', undefined);
  const bare = createDuetClient({ url: server.url });
  await expect(bare.signUp(mina)).rejects.toThrow(TypeError);
  const equipped = createDuetClient({ url: server.url, WebSocket });
  await expect(equipped.signUp(mina)).resolves.toMatchObject({ me: { username: 'mina' } });
  await equipped.close();
});

it('[LIVE74] a client that was closed signs nobody up', async () => {
  await using server = await serve();
  const mina = { username: 'mina', password };
  const closed = createDuetClient({ url: server.url });
  await closed.close();
  await expect(closed.signUp(mina)).rejects.toThrow('the client was closed');
  await using open = await signUp('mina', { url: server.url });
  expect(open.chat.me.username).toBe('mina');
});

it('[LIVE2] a wrong password is an answer, not the end of a session', async () => {
  await using server = await serve();
  await using mina = await signUp('mina', { url: server.url });
  const wrong = await caught(mina.client.signIn({ username: 'mina', password: 'wrong' }));
  expect(reasonOf(wrong)).toBe('wrong_credentials');
  expect(mina.client.session.get().status).toBe('signed-in');
  const short = await caught(mina.client.signUp({ username: 'm', password: 'short' }));
  expect(reasonOf(short)).toBe('invalid');
  expect(issuesOf(short).map(({ path }) => path)).toEqual(expect.arrayContaining(['username', 'password']));
  expect(reasonOf(new Error('not a call'))).toBeNull();
});
