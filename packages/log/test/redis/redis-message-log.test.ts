import { openDatabase } from '@duet/db';
import { isLeftOut, startRedis } from '@duet/engines';
import type { Redis } from '@duet/engines';
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
