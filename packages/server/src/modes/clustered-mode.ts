import { createRedisFeed, createRedisMessageLog, isRedisAway, openEpochs } from '@duet/log';
import type { RedisLink } from '@duet/log';
import { isDatabaseAway } from '@duet/db';
import type { Database } from '@duet/db';
import type { ErrorReporter } from '../error-reporter.ts';
import { inRedis } from '../limits/rate-limits.ts';
import type { Mode } from './mode.ts';
import { createRedisCopies } from './redis-copies.ts';
import { startRedisPresenceBoard } from './redis-presence-board.ts';
import { createRedisSessionStore } from './redis-session-store.ts';
import { createRedisUnstoredRooms } from './redis-unstored-rooms.ts';

/** One of many nodes: the log appended in Redis and drained into SQL, the feed through Redis. */
export const openClusteredMode = async (options: {
  database: Database;
  redis: RedisLink;
  undrainedBytes: number | undefined;
  now: () => number;
  report: ErrorReporter;
}): Promise<Mode> => {
  const { database, redis, undrainedBytes, now, report } = options;
  const onFault = (cause: unknown): void => void report(cause, 'log');
  const epochs = await openEpochs({ redis, database, undrainedBytes });
  const presence = startRedisPresenceBoard({ redis, prefix: epochs.prefix, now });

  return {
    database,
    feed: createRedisFeed({ redis, epochs, chance: Math.random, onFault: (cause) => void report(cause, 'feed') }),
    unstored: createRedisUnstoredRooms(redis, epochs.prefix),
    sessions: createRedisSessionStore({
      redis,
      epochs,
      now,
      onFault: (cause) => void report(cause, 'sessions'),
    }),
    copies: createRedisCopies(redis, epochs.prefix),
    presence,
    newLimiter: inRedis(redis.commands, epochs.prefix),
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
    isAway: (cause) => isDatabaseAway(cause) || isRedisAway(cause),
    readiness: (sql, log) => ({ parts: { sql: sql ? 'ok' : 'down', redis: log ? 'ok' : 'down' }, serves: log }),
    close: async () => {
      presence.stop();
      redis.close();
      await database.close();
    },
  };
};
