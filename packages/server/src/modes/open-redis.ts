import { connectRedis } from '@duet/log';
import type { RedisLink } from '@duet/log';
import type { Logger } from 'pino';
import { RedisError } from './redis-error.ts';
import { redisWarnings } from './redis-warnings.ts';

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const placeOf = (url: string): string => {
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) {
    throw new RedisError('A Redis URL looks like redis://user:password@host:6379, or rediss:// for TLS.');
  }
  return new URL(url).host;
};

/** Connects, and warns of settings that promise less than Duet does. Throws `RedisError`. */
export const openRedis = async (url: string, logger: Logger): Promise<RedisLink> => {
  const place = placeOf(url);
  // Each attempt to connect fails anew: the first one is told, and then that it is over.
  let away: string | null = null;
  const onFault = (cause: unknown): void => {
    if (away === null) logger.error({ reason: messageOf(cause) }, 'a connection to Redis is lost');
    away = messageOf(cause);
  };
  const connect = (): Promise<RedisLink> =>
    connectRedis(url, onFault).catch((cause: unknown) => {
      throw new RedisError(`Cannot reach Redis at ${place} (${away ?? messageOf(cause)}).`, { cause });
    });

  const redis = await connect();
  const { commands } = redis;
  commands.on('ready', () => {
    if (away !== null) logger.info('the connection to Redis is back');
    away = null;
  });
  for (const warning of await redisWarnings(redis)) logger.warn(warning);
  return redis;
};
