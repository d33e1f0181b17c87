import { randomUUID } from 'node:crypto';
import type { RedisLink } from '@duet/log';
import type { UserId } from '@duet/protocol';
import type { PresenceBoard } from '../services/presence-board.ts';

/** A node that is gone without a word takes its people along after this, in ms. */
const kept = 60_000;
const refreshEvery = 20_000;

/** A sorted set per user: nodes, by the ms until which they speak for the user. */
export const startRedisPresenceBoard = (options: {
  redis: Pick<RedisLink, 'commands'>;
  prefix: string;
  now: () => number;
}): PresenceBoard & { stop(): void } => {
  const { redis, prefix, now } = options;
  const { commands } = redis;
  const node = randomUUID();
  const here = new Set<UserId>();
  const keyOf = (userId: UserId): string => `{${prefix}.u${userId}}:present`;

  const others = async (userId: UserId): Promise<number> =>
    commands.zcount(keyOf(userId), now(), '+inf').catch(() => 0);

  const sign = async (userId: UserId): Promise<void> => {
    await commands
      .multi()
      .zadd(keyOf(userId), now() + kept, node)
      .pexpire(keyOf(userId), kept)
      .exec()
      .catch(() => undefined);
  };

  const refresh = setInterval(() => {
    for (const userId of here) void sign(userId);
  }, refreshEvery);

  return {
    async arrive(userId) {
      here.add(userId);
      const before = await others(userId);
      await sign(userId);
      return before === 0;
    },
    async depart(userId) {
      here.delete(userId);
      await commands.zrem(keyOf(userId), node).catch(() => 0);
      return (await others(userId)) === 0;
    },
    async present(userIds) {
      const counts = await Promise.all(userIds.map(others));
      return userIds.filter((_, index) => (counts[index] ?? 0) > 0);
    },
    stop: () => clearInterval(refresh),
  };
};
