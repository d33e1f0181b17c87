import { isRevokedToken, upsertHostUsers, usersByExternalIds } from '@duet/db';
import type { Database, HostUser } from '@duet/db';
import type { Copies } from '../services/copies.ts';
import { createRecently } from '../services/recently.ts';
import type { HostToken, ReadHostToken } from './host-token.ts';
import type { StoredSession } from './session-book.ts';
import type { SessionStore } from './session-store.ts';
import { newUserId } from './new-user-id.ts';

/** Who sends a token for longer than this is looked at anew, in ms: that is more than one should last. */
const remembered = 24 * 60 * 60 * 1000;

/** The session of a host's token: it is in no table, its token says all of it. `null`: signed out. */
export type FindHostSession = (token: string) => Promise<StoredSession | null>;

export const createHostSessions = (options: {
  db: Database['db'];
  read: ReadHostToken;
  store: Pick<SessionStore, 'find'>;
  copies: Pick<Copies, 'keepUser' | 'hostUser' | 'keepHostUser'>;
  isAway: (cause: unknown) => boolean;
  now: () => number;
}): FindHostSession => {
  const { db, read, store, copies, isAway, now } = options;
  const seen = createRecently(remembered, now);

  /** Only the first sight of a token says how its person is called: an older one takes nothing back. */
  const userOf = async ({ id, person }: HostToken): Promise<HostUser | undefined> => {
    const isFirst = seen.remaining(id) === 0;
    if (isFirst) await upsertHostUsers(db, [person], { newId: newUserId, now: now(), whenTaken: 'vary' });
    const [user] = await usersByExternalIds(db, [person.externalId]);
    if (isFirst && user) await copies.keepUser(user);
    seen.mark(id);
    return user;
  };

  const find = async (token: HostToken): Promise<StoredSession | null> => {
    const { id, person, expiresAt } = token;
    try {
      if (await isRevokedToken(db, id)) return null;
      const user = await userOf(token);
      if (user?.status !== 'active') return null;
      await copies.keepHostUser(person.externalId, user.id);
      return { id, userId: user.id, expiresAt };
    } catch (cause) {
      const userId = isAway(cause) ? await copies.hostUser(person.externalId) : null;
      if (userId === null) throw cause;
      return { id, userId, expiresAt };
    }
  };

  return async (token) => {
    const known = await read(token);
    return known && store.find(known.id, () => find(known));
  };
};
