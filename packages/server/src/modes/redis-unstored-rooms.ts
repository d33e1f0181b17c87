import type { RedisLink } from '@duet/log';
import { isRoomId } from '@duet/protocol';
import type { UserId } from '@duet/protocol';
import type { UnstoredRoom, UnstoredRooms } from '../services/unstored-rooms.ts';

/** Of one person: what is older than so many rooms is in SQL, or SQL is away and there is no list. */
const most = 100;
/** Nobody looks at the list of someone who is away for so long. In ms. */
const kept = 30 * 24 * 60 * 60 * 1000;

/** A sorted set per user: rooms by the place of their newest message. */
export const createRedisUnstoredRooms = ({ commands }: Pick<RedisLink, 'commands'>, prefix: string): UnstoredRooms => {
  const keyOf = (userId: UserId): string => `{${prefix}.u${userId}}:unstored`;

  return {
    async note(accepted) {
      const places = new Map<UserId, string[]>();
      for (const { message, members } of accepted) {
        for (const userId of members) {
          places.set(userId, [...(places.get(userId) ?? []), String(message.seq), message.roomId]);
        }
      }
      await Promise.all(
        [...places].flatMap(([userId, args]) => [
          commands.zadd(keyOf(userId), 'GT', ...args),
          commands.pexpire(keyOf(userId), kept),
        ]),
      );
    },
    async of(me) {
      const reply = await commands.zrevrange(keyOf(me), 0, most - 1, 'WITHSCORES');
      return reply.flatMap((roomId, index): UnstoredRoom[] =>
        index % 2 === 0 && isRoomId(roomId) ? [{ roomId, lastSeq: Number(reply[index + 1]) }] : [],
      );
    },
    async forget(me, rooms) {
      // Only what was looked at: a newer message of the same room has another score, and comes back by its note.
      await Promise.all(rooms.map(({ lastSeq }) => commands.zremrangebyscore(keyOf(me), lastSeq, lastSeq)));
    },
  };
};
