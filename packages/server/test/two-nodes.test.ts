import { isLeftOut } from '@duet/engines';
import { expect, describe, it, beforeAll, afterAll } from 'vitest';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { follow, newMessageId, signUpPair, socketClient } from './people.ts';
import { startDuet } from './start-duet.ts';

describe.skipIf(isLeftOut('redis') || isLeftOut('mariadb'))('two nodes', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  it('[SRV48] carries', async () => {
    const place = await cluster.newPlace();
    await using one = await startDuet(place);
    await using two = await startDuet(place);
    const { mina, joon, room } = await signUpPair(one.url);
    await using minaSocket = socketClient(one.socketUrl, mina.token);
    await using joonSocket = socketClient(two.socketUrl, joon.token);
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
});
