import { expect, it } from 'vitest';
import { follow, newMessageId, signUpPair, socketClient } from './people.ts';
import type { Backing } from './start-duet.ts';

export const conversationSuite = ({ start }: Pick<Backing, 'start'>): void => {
  it('carries a message live to both', async () => {
    await using duet = await start();
    const { mina, joon, room } = await signUpPair(duet.url);
    await using minaSocket = socketClient(duet.socketUrl, mina.token);
    await using joonSocket = socketClient(duet.socketUrl, joon.token);
    using minaLive = follow(minaSocket.trpc);
    using joonLive = follow(joonSocket.trpc);
    await minaLive.until((event) => event.type === 'reset');
    await joonLive.until((event) => event.type === 'reset');

    const id = newMessageId();
    const sent = await minaSocket.trpc.message.send.mutate({ roomId: room.id, id, text: '안녕 👋' });
    expect(sent).toMatchObject({ ok: true, replayed: false });
    const seen = await joonLive.until((event) => event.type === 'message');
    expect(seen).toMatchObject({ message: { id, text: '안녕 👋', senderId: mina.user.id } });
    await minaLive.until((event) => event.type === 'message');
    expect(joonLive.events.map((event) => event.type)).toContain('room');
  });
};
