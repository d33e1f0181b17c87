import { randomUUID } from 'node:crypto';
import type { Database } from '@duet/db';
import { connectRedis, createRedisFeed, openEpochs } from '../../src/index.ts';
import type { Epochs, RedisFeed, RedisLink } from '../../src/index.ts';
import type { FeedUnderTest } from '../feed-suite.ts';

export interface RedisFeedUnderTest extends FeedUnderTest {
  readonly feed: RedisFeed;
  readonly redis: RedisLink;
  readonly epochs: Epochs;
  readonly faults: unknown[];
}

/** Shorter than a node waits between two looks at its windows. */
const step = 5 * 60_000;

/** A node with nothing but a feed. Closing the feed closes its connections. */
export const openRedisFeed = async (
  redisUrl: string,
  database: Pick<Database, 'db'>,
  settings: { prefix?: string; bounds?: { events: number; bytes: number } } = {},
): Promise<RedisFeedUnderTest> => {
  const { prefix = `test-${randomUUID()}`, ...bounds } = settings;
  const faults: unknown[] = [];
  const onFault = (cause: unknown): void => void faults.push(cause);
  const redis = await connectRedis(redisUrl, onFault);
  const epochs = await openEpochs({ redis, database, prefix });
  const feed = createRedisFeed({ redis, epochs, chance: Math.random, onFault, ...bounds });

  /** Takes so much off every window's time, over the same connection as the feed's own commands. */
  const age = async (ms: number): Promise<void> => {
    const servers = 'nodes' in redis.commands ? redis.commands.nodes('master') : [redis.commands];
    for (const server of servers) {
      for (const key of await server.keys(`{${prefix}.u*`)) await server.pexpire(key, (await server.pttl(key)) - ms);
    }
  };

  return {
    feed: {
      ...feed,
      close: async () => {
        await feed.close();
        redis.close();
      },
    },
    redis,
    epochs,
    faults,
    pass: async (ms) => {
      for (let left = ms; left > 0; left -= step) {
        await age(Math.min(step, left));
        await feed.compare();
      }
    },
  };
};
