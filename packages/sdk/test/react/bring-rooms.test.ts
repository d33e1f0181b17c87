import { createDuetClient } from '@duet/sdk';
import type { Chat } from '@duet/sdk';
import { expect, it } from 'vitest';
import { createBringRooms } from '../../src/react/live/bring-rooms.ts';
import { applyEvents } from '../../src/react/live/chat-cache.ts';
import { eventually } from '../eventually.ts';
import { openScreen, say } from './screen.ts';

type Screen = Awaited<ReturnType<typeof openScreen>>;

/** The list is loaded and follows the feed. */
const follow = async ({ mina, cache }: Screen) => {
  const bring = createBringRooms(cache, async () => {}, new AbortController().signal);
  mina.chat.onEvents((events) => {
    applyEvents(cache, events);
    bring(events);
  });
  await cache.utils.room.list.fetch({});
};

/** Mina's other device. */
const otherDevice = async ({ server, mina }: Screen): Promise<AsyncDisposable & { chat: Chat }> => {
  const client = createDuetClient({ url: server.url, token: mina.client.token() ?? '' });
  const chat = await client.resume();
  if (!chat) throw new Error('the token is not known');
  return { chat, [Symbol.asyncDispose]: () => client.close() };
};

it('[LIVE50] what another device read in part is counted anew, also when it reads on meanwhile', async () => {
  await using screen = await openScreen();
  await using other = await otherDevice(screen);
  const { server, joon, room } = screen;
  await follow(screen);
  await say(joon.chat, room.id, 'one', 'two', 'three', 'four');
  await eventually(() => screen.list()?.rooms[0]?.unread === 4);
  const seqs = server.world.rooms.get(room.id)?.messages.map(({ seq }) => seq) ?? [];
  const held = server.world.hold('room.get');
  await other.chat.trpc.room.markRead.mutate({ roomId: room.id, seq: seqs[0] ?? 0 });
  await held.reached;
  await other.chat.trpc.room.markRead.mutate({ roomId: room.id, seq: seqs[2] ?? 0 });
  held.release();
  await eventually(() => screen.list()?.rooms[0]?.unread === 1);
});

it('[LIVE50] what I answered without having read it all is counted anew when I read it', async () => {
  await using screen = await openScreen();
  const { mina, joon, room } = screen;
  await follow(screen);
  await say(joon.chat, room.id, 'a question');
  await say(mina.chat, room.id, 'an answer');
  await eventually(() => screen.list()?.rooms[0]?.lastMessage?.text === 'an answer');
  expect(screen.list()?.rooms[0]?.unread).toBe(1);
  const [question] = (await mina.chat.trpc.message.history.query({ roomId: room.id })).messages;
  await mina.chat.trpc.room.markRead.mutate({ roomId: room.id, seq: question?.seq ?? 0 });
  await eventually(() => screen.list()?.rooms[0]?.unread === 0);
});

it('a room whose first message comes is fetched into the list', async () => {
  await using screen = await openScreen();
  const { joon, room, cache } = screen;
  await follow(screen);
  cache.utils.room.list.setData({}, { rooms: [], nextCursor: null });
  await say(joon.chat, room.id, 'hello');
  await eventually(() => screen.list()?.rooms[0]?.lastMessage?.text === 'hello');
  expect(screen.list()?.rooms.map(({ peer }) => peer.id)).toEqual([joon.chat.me.id]);
});
