import { openDatabase } from '@duet/db';
import type { Database } from '@duet/db';
import { isLeftOut, startRedis } from '@duet/engines';
import type { Redis } from '@duet/engines';
import { afterAll, beforeAll, describe } from 'vitest';
import { feedSuite } from '../feed-suite.ts';
import { openRedisFeed } from './open-redis-feed.ts';

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
});
