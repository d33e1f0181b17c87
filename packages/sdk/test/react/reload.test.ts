import { expect, it } from 'vitest';
import { createReload } from '../../src/react/live/reload.ts';
import type { Rest } from '../../src/react/live/until-online.ts';
import { roomId } from '../facts.ts';
import { openScreen, say } from './screen.ts';

const never = new AbortController().signal;
const noRest: Rest = async () => {};

it('[LIVE51] asks until everything is there, and says so then, once', async () => {
  await using screen = await openScreen();
  const { server, joon, room, cache } = screen;
  await say(joon.chat, room.id, 'one');
  const close = screen.look(room.id);
  server.refuseSockets(true);
  server.failHttp(502);
  server.closeSockets();
  const rests: number[] = [];
  const reload = createReload(
    cache,
    async (attempt) => {
      rests.push(attempt);
      if (attempt === 2) server.failHttp(null);
    },
    never,
  );
  await reload();
  expect(rests).toEqual([0, 1, 2]);
  expect(screen.loaded()).toBe(1);
  expect(screen.thread()?.messages.map(({ text }) => text)).toEqual(['one']);
  expect(screen.list()?.rooms[0]?.unread).toBe(1);
  close();
});

it('[LIVE51] a reset during a reload begins it anew; the older one says nothing', async () => {
  await using screen = await openScreen();
  const { server, joon, room, cache } = screen;
  const reload = createReload(cache, noRest, never);
  const held = server.world.hold('room.list');
  const first = reload();
  await held.reached;
  await say(joon.chat, room.id, 'meanwhile');
  const second = reload();
  await second;
  expect(screen.loaded()).toBe(1);
  expect(screen.list()?.rooms[0]?.lastMessage?.text).toBe('meanwhile');
  held.release();
  await first;
  expect(screen.loaded()).toBe(1);
  expect(screen.list()?.rooms[0]?.lastMessage?.text).toBe('meanwhile');
});

it('[LIVE51] a room that is gone holds nothing up', async () => {
  await using screen = await openScreen();
  const { cache } = screen;
  const close = screen.look(roomId());
  await createReload(cache, noRest, never)();
  expect(screen.loaded()).toBe(1);
  close();
});

it('[LIVE51] ends with its screen', async () => {
  await using screen = await openScreen();
  const { server, cache } = screen;
  const stopped = new AbortController();
  server.refuseSockets(true);
  server.failHttp(502);
  server.closeSockets();
  let rests = 0;
  const reload = createReload(
    cache,
    async () => {
      rests += 1;
      if (rests === 2) stopped.abort();
    },
    stopped.signal,
  );
  await reload();
  expect(rests).toBe(2);
  expect(screen.loaded()).toBe(0);
});
