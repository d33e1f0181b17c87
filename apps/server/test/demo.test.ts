import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { FeedEvent, RoomId } from '@duet/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docentAnswer } from '../src/demo/docent-words.ts';
import { docentKey, password, people } from '../src/demo/people.ts';
import { openFolder, startApp } from './app-process.ts';
import { signIn } from './person.ts';
import type { Person } from './person.ts';

describe('the demo', () => {
  const demo = startApp({}, 'demo');
  let url = '';
  beforeAll(async () => {
    url = await demo.listening();
  });
  afterAll(async () => {
    demo.kill('SIGTERM');
    await demo.ended;
  });

  const roomWith = async ({ chat }: Person, username: string) => {
    const { rooms } = await chat.trpc.room.list.query({});
    const room = rooms.find(({ peer }) => peer.username === username);
    if (!room) throw new Error(`there is no room with ${username}`);
    return room;
  };

  const countMessages = async ({ chat }: Person, roomId: RoomId): Promise<number> => {
    let page = await chat.trpc.message.history.query({ roomId, limit: 200 });
    let count = page.messages.length;
    for (let first = page.messages[0]; page.hasOlder && first; first = page.messages[0]) {
      page = await chat.trpc.message.history.query({ roomId, before: first.seq, limit: 200 });
      count += page.messages.length;
    }
    return count;
  };

  it('has a past: rooms with times behind us, a long history, unread lines', async () => {
    await using mina = await signIn(url, people.mina.username, password);
    const { rooms } = await mina.chat.trpc.room.list.query({});
    expect(rooms.map(({ peer, unread }) => [peer.username, unread])).toEqual([
      [people.duri.username, 1],
      [people.haneul.username, 2],
      [people.jun.username, 1],
      [people.elena.username, 2],
      [people.layla.username, 0],
    ]);
    for (const { lastMessage } of rooms) expect(lastMessage?.sentAt).toBeLessThan(Date.now());
    const haneul = await roomWith(mina, people.haneul.username);
    expect(await countMessages(mina, haneul.id)).toBeGreaterThan(300);
  });

  it('has someone who reads, types and answers in the language written to', async () => {
    await using elena = await signIn(url, people.elena.username, password);
    const { chat } = elena;
    const room = await roomWith(elena, people[docentKey].username);
    const seen = new Set<FeedEvent['type']>();
    const answered = (async () => {
      for await (const event of chat.events()) {
        if ('roomId' in event && event.userId === room.peer.id) seen.add(event.type);
        if (event.type === 'message' && event.message.senderId === room.peer.id) return event.message.text;
      }
      return '';
    })();
    await chat.outbox.send(room.id, 'Ciao! When do you open?');
    expect(await answered).toBe(docentAnswer('When do you open?', 0));
    expect([...seen].toSorted()).toEqual(['read', 'typing']);
    expect(docentAnswer('언제 열어요?', 0)).toMatch(/화요일/);
  });
});

it('a demo whose port is taken says so, and leaves nothing behind', async () => {
  await using folder = await openFolder();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const PORT = String(typeof address === 'object' && address ? address.port : '');
  const { code, stderr } = await startApp({ PORT, TMPDIR: folder.path }, 'demo').ended;
  server.close();
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^Cannot listen on [^\n]*\n$/)]);
  expect(await readdir(folder.path)).toEqual([]);
});
