import { openDatabase } from '@duet/db';
import type { Database } from '@duet/db';
import type { Logger } from 'pino';
import type { ErrorReporter } from '../error-reporter.ts';
import { openClusteredMode } from './clustered-mode.ts';
import { createEmbeddedMode } from './embedded-mode.ts';
import type { Mode } from './mode.ts';
import { openRedis } from './open-redis.ts';

type ModeOptions = {
  databaseUrl: string;
  redisUrl: string | null;
  undrainedBytes: number | undefined;
  now: () => number;
  onFenced: () => void;
  report: ErrorReporter;
  logger: Logger;
};

const clustered = async (database: Database, redisUrl: string, options: ModeOptions): Promise<Mode> => {
  const { undrainedBytes, now, report, logger } = options;
  const redis = await openRedis(redisUrl, logger);
  try {
    return await openClusteredMode({ database, redis, undrainedBytes, now, report });
  } catch (cause) {
    redis.close();
    throw cause;
  }
};

/** Throws `DatabaseError` and `RedisError`, whose messages are meant for people. */
export const openMode = async (options: ModeOptions): Promise<Mode> => {
  const { databaseUrl, redisUrl, logger } = options;
  const database = await openDatabase(databaseUrl, { onWarning: (warning) => logger.warn(warning) });
  try {
    return await (redisUrl === null
      ? createEmbeddedMode({ database, ...options })
      : clustered(database, redisUrl, options));
  } catch (cause) {
    await database.close();
    throw cause;
  }
};
