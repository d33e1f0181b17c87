import { startMariaDb, startRedis } from '@duet/engines';
import type { MariaDb, Redis } from '@duet/engines';
import type { DuetOptions } from '../src/index.ts';
import { startDuet } from './start-duet.ts';
import type { RunningDuet } from './start-duet.ts';

/** A MariaDB and a Redis of its own, and as many nodes on them as a test starts. */
export type Cluster = AsyncDisposable & {
  readonly mariadb: MariaDb;
  readonly redis: Redis;
  startNode(options?: Partial<DuetOptions>): Promise<RunningDuet>;
};

export const startCluster = async (redisArgs: readonly string[] = []): Promise<Cluster> => {
  const [mariadb, redis] = await Promise.all([startMariaDb(), startRedis(redisArgs)]);
  const databaseUrl = await mariadb.newDatabase();
  return {
    mariadb,
    redis,
    startNode: (options) => startDuet({ databaseUrl, redisUrl: redis.url, ...options }),
    async [Symbol.asyncDispose]() {
      await Promise.all([mariadb[Symbol.asyncDispose](), redis[Symbol.asyncDispose]()]);
    },
  };
};
