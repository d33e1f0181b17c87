import { createRedisFeed, createRedisMessageLog, openEpochs } from '@duet/log';
import type { RedisLink } from '@duet/log';
import type { Database } from '@duet/db';
import type { ErrorReporter } from '../error-reporter.ts';
import type { Mode } from './mode.ts';

/** One of many nodes: the log appended in Redis and drained into SQL, the feed through Redis. */
export const openClusteredMode = async (options: {
  database: Database;
  redis: RedisLink;
  now: () => number;
  report: ErrorReporter;
}): Promise<Mode> => {
  const { database, redis, now, report } = options;
  const onFault = (cause: unknown): void => void report(cause, 'log');
  const epochs = await openEpochs({ redis, database });

  return {
    database,
    feed: createRedisFeed({ redis, epochs, chance: Math.random, onFault: (cause) => void report(cause, 'feed') }),
    openLog: async (listener) =>
      createRedisMessageLog({
        epochs,
        database,
        now,
        onAccepted: (batch) => listener.accepted(batch),
        onWithdrawn: (copy) => listener.withdrawn(copy),
        onFault,
        onAlarm: onFault,
      }),
    close: async () => {
      redis.close();
      await database.close();
    },
  };
};
