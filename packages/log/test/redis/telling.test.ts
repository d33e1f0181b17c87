import { openDatabase } from '@duet/db';
import { isLeftOut, startRedis } from '@duet/engines';
import type { Redis } from '@duet/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryIn } from '../entries.ts';
import { overLine } from './line.ts';
import { openRedisLog } from './open-redis-log.ts';

const patience = { timeout: 20_000, interval: 50 };

describe.skipIf(isLeftOut('redis'))('what is on its way out of Redis', () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis[Symbol.asyncDispose]());

  it('[LOG60] what a node is telling, however long that takes, its sweep does not tell once more', async () => {
    const gate = Promise.withResolvers<void>();
    let tellings = 0;
    const onAccepted = (): Promise<void> => ((tellings += 1) === 1 ? gate.promise : Promise.resolve());
    await using test = await openRedisLog(redis.url, await openDatabase(':memory:'), { onAccepted });
    const room = await test.newRoom();
    const slow = await test.log.append(entryIn(room));
    // Accepted by a node that died at once: a sweep that finds it has passed by the slow one.
    const { epochs } = test.node;
    const orphan = entryIn(room);
    await epochs.ask((epoch) => epochs.partitionOf(room.id).append(epoch, orphan, { claimed: false, lookedUp: false }));
    const told = () => test.accepted.map(({ message }) => message.id);
    await expect.poll(told, patience).toContain(orphan.id);
    gate.resolve();
    await test.node.log.close();
    expect(test.accepted.filter(({ message }) => slow.ok && message.seq === slow.seq)).toHaveLength(1);
  });

  it('[LOG62] every node knows how much of all nodes is not drained, and for how long', async () => {
    const line = { cut: false };
    await using test = await openRedisLog(redis.url, overLine(await openDatabase(':memory:'), line));
    await using other = await test.another();
    const rooms = await Promise.all(Array.from({ length: 8 }, () => test.newRoom()));
    for (const room of rooms) await test.log.append(entryIn(room));
    const backlogs = () => Promise.all([test.log.backlog(), other.log.backlog()]);
    const nothing = { messages: 0, oldestMs: 0 };
    await expect.poll(backlogs, patience).toEqual([nothing, nothing]);
    line.cut = true;
    for (const room of rooms) {
      await test.log.append(entryIn(room));
      await other.log.append(entryIn(room));
    }
    const [here, there] = await backlogs();
    expect([here.messages, there.messages]).toEqual([16, 16]);
    await expect.poll(async () => (await other.log.backlog()).oldestMs, patience).toBeGreaterThan(here.oldestMs);
    line.cut = false;
    await expect.poll(backlogs, patience).toEqual([nothing, nothing]);
  });
});
