import { expect, it } from 'vitest';
import { follow, newMessageId, signUp, signUpPair, socketClient } from './people.ts';
import type { Backing } from './start-duet.ts';

export const roomsSuite = ({ start }: Backing): void => {
  it('[SRV19] a pair has one room, also made at once from both sides', async () => {
    await using duet = await start();
    const mina = await signUp(duet.url, 'mina');
    const joon = await signUp(duet.url, 'joon');
    const made = await Promise.all(
      [mina, joon, mina, joon].map((me) =>
        me.trpc.room.create.mutate({ userId: me === mina ? joon.user.id : mina.user.id }),
      ),
    );
    expect(new Set(made.map((room) => room.id)).size).toBe(1);
    expect(made[0]).toMatchObject({
      kind: 'direct',
      status: 'open',
      lastMessage: null,
      unread: 0,
      peer: { username: 'joon' },
    });
  });

  it('[SRV20] the peer sees a room with its first message, and gets the room before it', async () => {
    await using duet = await start();
    const { mina, joon, room } = await signUpPair(duet.url);
    expect((await mina.trpc.room.list.query({})).rooms.map(({ id }) => id)).toEqual([room.id]);
    expect((await joon.trpc.room.list.query({})).rooms).toEqual([]);
    await using socket = socketClient(duet.socketUrl, joon.token);
    using live = follow(socket.trpc);
    await live.until((event) => event.type === 'reset');

    for (const text of ['one', 'two'])
      await mina.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text });
    await live.until((event) => event.type === 'message' && event.message.text === 'two');
    const told = live.events.filter(({ type }) => type === 'room' || type === 'message');
    expect(told).toMatchObject([
      { type: 'room', room: { id: room.id, peer: { username: 'mina' } } },
      { type: 'message', message: { text: 'one' } },
      { type: 'message', message: { text: 'two' } },
    ]);
    expect((await joon.trpc.room.list.query({})).rooms).toMatchObject([
      { id: room.id, unread: 2, lastMessage: { text: 'two' } },
    ]);
  });

  it('[SRV20] a block or its end tells the peer nothing of a room without a message', async () => {
    await using duet = await start();
    const { mina, joon, room } = await signUpPair(duet.url);
    await using socket = socketClient(duet.socketUrl, joon.token);
    using live = follow(socket.trpc);
    await live.until((event) => event.type === 'reset');
    await mina.trpc.user.block.mutate({ userId: joon.user.id });
    await mina.trpc.user.unblock.mutate({ userId: joon.user.id });
    await mina.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text: 'one' });
    await live.until((event) => event.type === 'message');
    expect(live.events.filter(({ type }) => type === 'room')).toMatchObject([
      { room: { status: 'open', lastMessage: { text: 'one' } } },
    ]);
  });

  it('[SRV21] the list is newest first, in pages without a hole, and a new room stands first', async () => {
    await using duet = await start();
    const mina = await signUp(duet.url, 'mina');
    const rooms: string[] = [];
    for (let index = 0; index < 5; index++) {
      const other = await signUp(duet.url, `other${index}`);
      const room = await mina.trpc.room.create.mutate({ userId: other.user.id });
      if (index < 4)
        await other.trpc.message.send.mutate({ roomId: room.id, id: newMessageId(), text: `from ${index}` });
      rooms.unshift(room.id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { rooms: { id: string }[]; nextCursor: string | null } = await mina.trpc.room.list.query({
        cursor,
        limit: 2,
      });
      seen.push(...page.rooms.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(rooms);
  });

  it('[SRV22] a receipt only grows, stops at the newest message, and both are told', async () => {
    await using duet = await start({ timings: { receipts: 20 } });
    const { mina, joon, room } = await signUpPair(duet.url);
    const roomId = room.id;
    const seqs: number[] = [];
    for (const text of ['one', 'two', 'three']) {
      const sent = await mina.trpc.message.send.mutate({ roomId, id: newMessageId(), text });
      if (sent.ok) seqs.push(sent.seq);
    }
    const [first = 0, , newest = 0] = seqs;
    await using socket = socketClient(duet.socketUrl, mina.token);
    using live = follow(socket.trpc);
    await live.until((event) => event.type === 'reset');
    const mine = async () =>
      (await joon.trpc.room.get.query({ roomId })).readSeqs.find(({ userId }) => userId === joon.user.id)?.seq;

    await joon.trpc.room.markRead.mutate({ roomId, seq: first });
    expect(await joon.trpc.room.get.query({ roomId })).toMatchObject({ unread: 2 });
    expect(await live.until((event) => event.type === 'read')).toEqual({
      type: 'read',
      roomId,
      userId: joon.user.id,
      seq: first,
    });
    await joon.trpc.room.markRead.mutate({ roomId, seq: Number.MAX_SAFE_INTEGER });
    await joon.trpc.room.markRead.mutate({ roomId, seq: first });
    expect(await mine()).toBe(newest);
    await live.until((event) => event.type === 'read' && event.seq === newest);
  });

  it('[SRV22] receipts of one window are one write, answered after it', async () => {
    await using duet = await start({ timings: { receipts: 500 } });
    const { mina, joon, room } = await signUpPair(duet.url);
    const roomId = room.id;
    const seqs: number[] = [];
    for (let index = 0; index < 6; index++) {
      const sent = await mina.trpc.message.send.mutate({ roomId, id: newMessageId(), text: `${index}` });
      if (sent.ok) seqs.push(sent.seq);
    }
    await using socket = socketClient(duet.socketUrl, joon.token);
    using live = follow(socket.trpc);
    await live.until((event) => event.type === 'reset');
    await Promise.all(seqs.map((seq) => socket.trpc.room.markRead.mutate({ roomId, seq })));
    expect((await joon.trpc.room.get.query({ roomId })).unread).toBe(0);
    await live.until((event) => event.type === 'read' && event.seq === seqs.at(-1));
    expect(live.events.filter((event) => event.type === 'read')).toHaveLength(2);
  });
};
