import { startMariaDb, startRedis } from '@duet/engines';
import type { MariaDb, Redis } from '@duet/engines';
import type { Place } from './start-duet.ts';

/** A MariaDB and a Redis of its own, for as many nodes as a test starts on a place. */
export type Cluster = AsyncDisposable & {
  readonly mariadb: MariaDb;
  readonly redis: Redis;
  /** An empty database of each. */
  newPlace(): Promise<Place>;
};

/** Databases of the Redis, one a place. */
const mostPlaces = 1_000;

export const startCluster = async (): Promise<Cluster> => {
  const [mariadb, redis] = await Promise.all([startMariaDb(), startRedis(['--databases', String(mostPlaces)])]);
  let places = 0;
  return {
    mariadb,
    redis,
    newPlace: async () => {
      places += 1;
      return { databaseUrl: await mariadb.newDatabase(), redisUrl: `${redis.url}/${places}` };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([mariadb[Symbol.asyncDispose](), redis[Symbol.asyncDispose]()]);
    },
  };
};
