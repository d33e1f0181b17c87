import { refuse } from '@duet/api';
import type { UserService } from '@duet/api';
import type { Database } from '@duet/db';
import { block, blockedBy, newestUsers, recentPeers, searchUsers, unblock, userById } from '@duet/db';
import type { MessageLog } from '@duet/log';
import type { RoomId, User, UserId } from '@duet/protocol';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { FanOut } from './fan-out.ts';
import type { People } from './people.ts';

export const createUserService = (options: {
  db: Database['db'];
  log: Pick<MessageLog, 'roomsChanging' | 'roomChanged'>;
  people: People;
  fanOut: Pick<FanOut, 'roomChanged'>;
  limits: RateLimits;
  now: () => number;
}): UserService => {
  const { db, log, people, fanOut, limits, now } = options;

  const suggest = async (me: UserId, limit: number): Promise<User[]> => {
    const known = await recentPeers(db, { me, limit });
    const newest = known.length < limit ? await newestUsers(db, { me, limit }) : [];
    const byId = new Map([...known, ...newest].map((user) => [user.id, user]));
    return people.openAll([...byId.values()].slice(0, limit));
  };

  /** Whom a block is about: someone, and someone else. */
  const other = async (me: UserId, userId: UserId): Promise<UserId> => {
    await limits.take('block', me);
    if (userId === me) refuse('invalid', { issues: [{ path: 'userId', message: 'must not be your own' }] });
    return (await userById(db, userId))?.id ?? refuse('not_found');
  };

  /** Once the log goes by it, which it does before the answer. */
  const tellBoth = async (roomId: RoomId | null, me: UserId, peer: UserId): Promise<void> => {
    if (roomId === null) return;
    await log.roomChanged(roomId);
    await fanOut.roomChanged([
      { roomId, me, peer },
      { roomId, me: peer, peer: me },
    ]);
  };

  return {
    async search(me, query, limit) {
      await limits.take('search', me);
      if (query === '') return suggest(me, limit);
      return people.openAll(await searchUsers(db, { term: query, me, limit }));
    },
    async block(me, userId) {
      const blocked = await other(me, userId);
      await tellBoth(await block(db, { blocker: me, blocked, at: now() }, log.roomsChanging), me, blocked);
    },
    async unblock(me, userId) {
      const blocked = await other(me, userId);
      await tellBoth(await unblock(db, { blocker: me, blocked }, log.roomsChanging), me, blocked);
    },
    async blocked(me) {
      return (await blockedBy(db, me)).map((user) => people.hidden(user));
    },
  };
};
