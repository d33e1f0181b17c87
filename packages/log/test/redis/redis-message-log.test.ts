import { openDatabase } from '@duet/db';
import { isLeftOut, startMariaDb, startRedis, startRedisCluster } from '@duet/engines';
import type { MariaDb, Redis, RedisCluster } from '@duet/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutcomeUnknown } from '../../src/index.ts';
import type { Entry } from '../../src/index.ts';
import { entryIn } from '../entries.ts';
import { messageLogSuite } from '../message-log-suite.ts';
import type { TestRoom } from '../log-under-test.ts';
import { openRedisLog } from './open-redis-log.ts';

const isUnknown = (cause: unknown): { ok: false } => {
  if (cause instanceof OutcomeUnknown) return { ok: false };
  throw cause;
};

describe.skipIf(isLeftOut('redis'))('the log in Redis, over SQLite', () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis[Symbol.asyncDispose]());

  messageLogSuite(async () => openRedisLog(redis.url, await openDatabase(':memory:')));
});

describe.skipIf(isLeftOut('redis') || isLeftOut('mariadb'))('the log in Redis, over MariaDB', () => {
  let redis: Redis;
  let mariadb: MariaDb;
  beforeAll(async () => {
    [redis, mariadb] = await Promise.all([startRedis(), startMariaDb()]);
  });
  afterAll(() => Promise.all([redis[Symbol.asyncDispose](), mariadb[Symbol.asyncDispose]()]));

  messageLogSuite(async () => openRedisLog(redis.url, await openDatabase(await mariadb.newDatabase())));
});

describe.skipIf(isLeftOut('redis'))('the log in a Redis Cluster, over SQLite', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  messageLogSuite(async () => openRedisLog(cluster.url, await openDatabase(':memory:')));

  it('[LOG65] slots that move while they are used cost no message, and none is there twice', async () => {
    await using test = await openRedisLog(cluster.url, await openDatabase(':memory:'));
    const { log, epochs } = test.node;
    const rooms = [await test.newRoom(), await test.newRoom()] as const;
    const written: Entry[] = [];
    let moving = true;
    const write = async (room: TestRoom): Promise<void> => {
      while (moving) {
        const entry = entryIn(room);
        written.push(entry);
        // As an outbox does: with the same id until there is an answer.
        while (!(await log.append(entry).catch(isUnknown)).ok) continue;
      }
    };
    const writers = rooms.map(write);
    const tag = (room: TestRoom): string => `{${epochs.prefix}.p${epochs.indexOf(room.id)}}`;
    for (const room of [...rooms, ...rooms]) await cluster.moveSlotOf(tag(room));
    moving = false;
    await Promise.all(writers);

    const last = await log.lastSeq(rooms[0].id);
    await expect.poll(() => log.storedThrough(), { timeout: 20_000 }).toBeGreaterThanOrEqual(last);
    const stored = await test.db.selectFrom('messages').select(['id', 'seq']).orderBy('seq').execute();
    expect(stored.map(({ id }) => id).toSorted()).toEqual(written.map(({ id }) => id).toSorted());
    for (const room of rooms) {
      const own = written.filter((entry) => entry.roomId === room.id).map(({ id }) => id);
      expect(stored.filter(({ id }) => own.includes(id)).map(({ id }) => id)).toEqual(own);
    }
    expect(test.node.alarms).toEqual([]);
  }, 60_000);
});
