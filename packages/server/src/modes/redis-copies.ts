import type { RedisLink } from '@duet/log';
import type { RoomId, UserId } from '@duet/protocol';
import { userFields, userId } from '@duet/protocol/schemas';
import { z } from 'zod';
import type { Copies } from '../services/copies.ts';

/** As long as SQL may be away for people and rooms that were seen before, in seconds. Each look begins it anew. */
const kept = 30 * 24 * 60 * 60;

const storedUser = userFields.omit({ active: true });
const members = z.tuple([userId, userId]).readonly();

/** In Redis, for all nodes. Redis away is no copy at hand. */
export const createRedisCopies = ({ commands }: Pick<RedisLink, 'commands'>, prefix: string): Copies => {
  const userKey = (id: UserId): string => `{${prefix}.u${id}}:user`;
  const membersKey = (id: RoomId): string => `{${prefix}.r${id}}:members`;

  const read = async <T>(key: string, schema: z.ZodType<T>): Promise<T | null> => {
    const text = await commands.getex(key, 'EX', kept).catch(() => null);
    return text === null ? null : schema.parse(JSON.parse(text));
  };
  const write = async (key: string, value: unknown): Promise<void> => {
    await commands.set(key, JSON.stringify(value), 'EX', kept).catch(() => undefined);
  };

  return {
    user: (id) => read(userKey(id), storedUser),
    keepUser: (stored) => write(userKey(stored.id), stored),
    members: (id) => read(membersKey(id), members),
    keepMembers: (id, both) => write(membersKey(id), both),
  };
};
