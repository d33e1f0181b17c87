import { openDatabase } from '@duet/db';
import { isLeftOut, startMariaDb, startRedis, startRedisCluster } from '@duet/engines';
import type { MariaDb, Redis, RedisCluster } from '@duet/engines';
import { afterAll, beforeAll, describe } from 'vitest';
import { messageLogSuite } from '../message-log-suite.ts';
import { openRedisLog } from './open-redis-log.ts';

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
});
