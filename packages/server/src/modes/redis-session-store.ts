import { randomUUID } from 'node:crypto';
import type { Epochs, RedisLink } from '@duet/log';
import { isUserId } from '@duet/protocol';
import type { UserId } from '@duet/protocol';
import { userId } from '@duet/protocol/schemas';
import { z } from 'zod';
import type { StoredSession } from '../sessions/session-book.ts';
import type { SessionStore } from '../sessions/session-store.ts';

/** As long as SQL may be away for people who were here before, in ms. */
const kept = 30 * 24 * 60 * 60 * 1000;
/** How often what is held is compared with what has ended, in ms: pub/sub is at most once; and while nothing is heard. */
const compareEvery = 15_000;
const compareUnheard = 400;

const copy = z.object({
  epoch: z.number(),
  session: z.object({ id: z.string(), userId, expiresAt: z.number() }),
});

/**
 * Copies of SQL's sessions, and what has ended. A copy counts under the epoch in which it was made: a Redis that lost
 * something may have lost an end. An end is written, never deleted, and stands as long as any copy could; that of a user
 * stands until the user is let in again.
 */
export const createRedisSessionStore = (options: {
  redis: RedisLink;
  epochs: Pick<Epochs, 'current' | 'prefix'>;
  now: () => number;
  onFault: (cause: unknown) => void;
}): SessionStore => {
  const { redis, epochs, now, onFault } = options;
  const { commands, subscriber } = redis;
  const node = randomUUID();
  const copyKey = (hash: string): string => `{${epochs.prefix}.s${hash}}:session`;
  // In one slot, so that all that a node holds is compared at once, and an end is written and told in one piece.
  const channel = `{${epochs.prefix}.ended}`;
  /** Of a session by its id, or of all of a user's by `user:` and the user's. */
  const endKey = (ended: string): string => `${channel}:${ended}`;
  const allOf = (userId: UserId): string => `user:${userId}`;
  const endKeysOf = ({ id, userId }: Pick<StoredSession, 'id' | 'userId'>): [string, string] => [
    endKey(id),
    endKey(allOf(userId)),
  ];

  const copied = async (hash: string): Promise<StoredSession | null> => {
    const text = await commands.get(copyKey(hash));
    const found = text === null ? null : copy.parse(JSON.parse(text));
    return found?.epoch === epochs.current() ? found.session : null;
  };

  const keep = async (hash: string, session: StoredSession): Promise<void> => {
    const { id, userId, expiresAt } = session;
    const epoch = epochs.current();
    const ttl = Math.min(kept, Math.ceil(expiresAt - now()));
    if (epoch === null || ttl <= 0) return;
    const text = JSON.stringify({ epoch, session: { id, userId, expiresAt } } satisfies z.infer<typeof copy>);
    await commands.set(copyKey(hash), text, 'PX', ttl);
  };

  const hasEnded = async (session: StoredSession): Promise<boolean> =>
    (await commands.exists(...endKeysOf(session))) > 0;

  /** Written and told in one piece. `ttl` in ms; `null`: until it is taken back. */
  const end = async (ended: string, ttl: number | null): Promise<void> => {
    const written = commands.multi();
    if (ttl === null) written.set(endKey(ended), '1');
    else written.set(endKey(ended), '1', 'PX', ttl);
    const replies = await written.spublish(channel, `${node} ${ended}`).exec();
    const [failed] = (replies ?? [[new Error('Redis has not taken the end')]]).flatMap(([error]) => error ?? []);
    if (failed) throw failed;
  };

  /** Redis away is no answer: then SQL is asked, which knows each end as well. */
  const findInRedis = async (hash: string): Promise<StoredSession | 'ended' | null> => {
    try {
      const session = await copied(hash);
      return session && (await hasEnded(session)) ? 'ended' : session;
    } catch {
      return null;
    }
  };

  return {
    async find(hash, look) {
      const known = await findInRedis(hash);
      if (known !== null) return known === 'ended' ? null : known;
      const session = await look();
      // Behind the look at SQL: an end that is on its way there stands here already.
      if (!session || (await hasEnded(session).catch(() => false))) return null;
      await keep(hash, session).catch(() => undefined);
      return session;
    },

    end: (sessionId) => end(sessionId, kept),

    async markUser(userId, status) {
      if (status === 'deactivated') await end(allOf(userId), null);
      else await commands.del(endKey(allOf(userId)));
    },

    follow(book) {
      const onMessage = (name: string, message: string): void => {
        const [sender, ended = ''] = message.split(' ');
        // Of its own, whoever ends it says so, behind the answer to the one who asked for it.
        if (name !== channel || sender === node) return;
        const [, user] = ended.split('user:');
        if (isUserId(user)) book.endUser(user, 'signed_out');
        else book.end(ended, 'signed_out');
      };
      const compare = async (): Promise<void> => {
        // Who is on the way in looks once more.
        book.doubt();
        const held = book.held();
        if (held.length === 0) return;
        const ends = await commands.mget(held.flatMap(endKeysOf));
        for (const [index, { id }] of held.entries()) {
          if (ends.slice(2 * index, 2 * index + 2).some((end) => end !== null)) book.end(id, 'signed_out');
        }
      };
      let isHearing = false;
      const listen = async (): Promise<void> => {
        await subscriber.ssubscribe(channel);
        isHearing = true;
        await compare();
      };
      const onReady = (): void => void listen().catch(onFault);
      const onClose = (): void => void (isHearing = false);

      subscriber.on('smessage', onMessage);
      // A new connection hears nothing yet, and nobody knows what the old one missed.
      subscriber.on('ready', onReady);
      subscriber.on('close', onClose);
      onReady();
      const timers = [
        setInterval(() => void compare().catch(onFault), compareEvery),
        setInterval(() => void (isHearing || compare().catch(() => undefined)), compareUnheard),
      ];
      return () => {
        timers.forEach(clearInterval);
        subscriber.off('smessage', onMessage);
        subscriber.off('ready', onReady);
        subscriber.off('close', onClose);
      };
    },
  };
};
