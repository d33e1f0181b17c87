import { randomUUID } from 'node:crypto';
import { openDatabase } from '@duet/db';
import type { Database } from '@duet/db';
import { isLeftOut, startRedis, startRedisCluster } from '@duet/engines';
import type { Redis, RedisCluster } from '@duet/engines';
import type { DurableEvent, RoomId, UserId } from '@duet/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attachment } from '../../src/index.ts';
import { newMessageId } from '../entries.ts';
import { feedSuite } from '../feed-suite.ts';
import { openRedisFeed } from './open-redis-feed.ts';

/** Reads on until so many of these have come. */
const seqsTold = async (device: Attachment, count: number): Promise<(number | string)[]> => {
  const told: (number | string)[] = [];
  while (told.length < count) {
    const batch = await device.next(new AbortController().signal);
    if (batch === null) throw new Error('the feed has ended');
    for (const event of batch.events) {
      if (event.type === 'message') told.push(event.message.seq);
      else told.push(event.type === 'reset' ? event.reason : event.type);
    }
  }
  return told;
};

const me = (): UserId => randomUUID() as UserId;

const message = (seq: number): Extract<DurableEvent, { type: 'message' }> => ({
  type: 'message',
  message: {
    roomId: randomUUID() as RoomId,
    seq,
    id: newMessageId(),
    senderId: me(),
    kind: 'text',
    status: 'sent',
    text: 'hello',
    sentAt: seq,
  },
});

describe.skipIf(isLeftOut('redis'))('the feed in a Redis Cluster', () => {
  let cluster: RedisCluster;
  let database: Database;
  beforeAll(async () => {
    [cluster, database] = await Promise.all([startRedisCluster(), openDatabase(':memory:')]);
  });
  afterAll(async () => {
    await cluster[Symbol.asyncDispose]();
    await database.close();
  });

  feedSuite((bounds) => openRedisFeed(cluster.url, database, bounds === undefined ? {} : { bounds }), {
    inProcess: false,
  });

  it('[FEED30] a user whose slot moves hears on: what was told before, or a reset, and all that is told from then on', async () => {
    const nodes = await openRedisFeed(cluster.url, database);
    const { feed, epochs } = nodes;
    const user = me();
    const device = await feed.attach(user, null);
    expect(await seqsTold(device, 1)).toEqual(['start']);
    for (let seq = 1; seq <= 3; seq += 1) {
      await cluster.moveSlotOf(`{${epochs.prefix}.u${user}}`);
      await feed.publish([{ to: [user], event: message(seq) }]);
      await expect.poll(() => feed.compare().catch(String), { timeout: 20_000 }).toBeUndefined();
      expect([[seq], ['unknown_epoch']]).toContainEqual(await seqsTold(device, 1));
      await feed.publish([{ to: [user], event: message(10 * seq) }]);
      expect(await seqsTold(device, 1)).toEqual([10 * seq]);
    }
    await feed.close();
  });

  it('[FEED13] events reach the devices of users on every shard, from whichever node', async () => {
    const prefix = `test-${randomUUID()}`;
    const nodes = [
      await openRedisFeed(cluster.url, database, { prefix }),
      await openRedisFeed(cluster.url, database, { prefix }),
    ] as const;
    const users = Array.from({ length: 12 }, me);
    const devices = await Promise.all(users.map((user) => nodes[0].feed.attach(user, null)));
    await nodes[1].feed.publish([1, 2].map((seq) => ({ to: users, event: message(seq) })));
    for (const device of devices) expect(await seqsTold(device, 3)).toEqual(['start', 1, 2]);
    await Promise.all(nodes.map(({ feed }) => feed.close()));
  });
});

describe.skipIf(isLeftOut('redis'))('the feed in Redis', () => {
  let redis: Redis;
  let database: Database;
  beforeAll(async () => {
    [redis, database] = await Promise.all([startRedis(), openDatabase(':memory:')]);
  });
  afterAll(async () => {
    await redis[Symbol.asyncDispose]();
    await database.close();
  });

  feedSuite((bounds) => openRedisFeed(redis.url, database, bounds === undefined ? {} : { bounds }), {
    inProcess: false,
  });

  const two = async () => {
    const prefix = `test-${randomUUID()}`;
    const here = await openRedisFeed(redis.url, database, { prefix });
    const there = await openRedisFeed(redis.url, database, { prefix });
    return {
      here,
      there,
      [Symbol.asyncDispose]: async () => {
        await here.feed.close();
        await there.feed.close();
      },
    };
  };

  it('[FEED13] what is told on one node reaches the devices on every other', async () => {
    await using nodes = await two();
    const user = me();
    const devices = [await nodes.here.feed.attach(user, null), await nodes.there.feed.attach(user, null)];
    await nodes.here.feed.publish([{ to: [user], event: message(1) }]);
    nodes.there.feed.signal([user], { type: 'typing', roomId: randomUUID() as RoomId, userId: me() });
    for (const device of devices) {
      const told = await seqsTold(device, 3);
      expect(new Set(told)).toEqual(new Set([1, 'start', 'typing']));
    }
  });

  it('[FEED14] what a cut subscriber missed is read again', async () => {
    await using nodes = await two();
    const user = me();
    const device = await nodes.here.feed.attach(user, null);
    expect(await seqsTold(device, 1)).toEqual(['start']);
    for (let seq = 1; seq <= 20; seq += 1) {
      if (seq % 5 === 0) await redis.cli('client', 'kill', 'type', 'pubsub');
      await nodes.there.feed.publish([{ to: [user], event: message(seq) }]);
    }
    expect(await seqsTold(device, 20)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('[FEED15] when the log loses its Redis every device is reset, and hears no watermark before', async () => {
    await using nodes = await two();
    const user = me();
    const device = await nodes.here.feed.attach(user, null);
    expect(await seqsTold(device, 1)).toEqual(['start']);
    await nodes.here.feed.publish([{ to: [user], event: message(1) }]);
    expect(await seqsTold(device, 1)).toEqual([1]);
    await redis.cli('flushall');
    await nodes.here.epochs.refresh();
    nodes.here.feed.heartbeat(9);
    await nodes.there.feed.publish([{ to: [user], event: message(2) }]);
    expect((await seqsTold(device, 1))[0]).toBe('unknown_epoch');
    // What came before the window stood again is for the reload to find; from the reset on it is told.
    await nodes.there.feed.publish([{ to: [user], event: message(3) }]);
    const told: (number | string)[] = [];
    while (!told.includes(3)) told.push(...(await seqsTold(device, 1)));
  });

  it('[FEED16] a message that an older epoch accepted is not told in a later one', async () => {
    await using nodes = await two();
    const user = me();
    const device = await nodes.here.feed.attach(user, null);
    expect(await seqsTold(device, 1)).toEqual(['start']);
    const epoch = nodes.here.epochs.current() ?? 0;
    await nodes.here.feed.publish([
      { to: [user], event: message(1), epoch },
      { to: [user], event: message(2), epoch: epoch - 1 },
      { to: [user], event: message(3) },
    ]);
    expect(await seqsTold(device, 2)).toEqual([1, 3]);
  });
});
