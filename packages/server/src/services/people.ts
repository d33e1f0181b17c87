import type { StoredUser } from '@duet/db';
import type { User } from '@duet/protocol';
import type { Presence } from './presence.ts';

/** Users as others see them. */
export interface People {
  /** Someone whom nothing stands between. */
  open(stored: StoredUser): Promise<User>;
  /** The same of many, in their order. */
  openAll(stored: readonly StoredUser[]): Promise<User[]>;
  /** Someone of a blocked pair: whether and when they are here is hidden, in both directions. */
  hidden(stored: StoredUser): User;
}

const publicUser = (
  { id, username, displayName, avatarUrl }: StoredUser,
  seen: Pick<User, 'lastActiveAt' | 'active'>,
): User => ({ id, username, displayName, avatarUrl, ...seen });

export const createPeople = (presence: Pick<Presence, 'activeAmong'>): People => {
  const openAll = async (stored: readonly StoredUser[]): Promise<User[]> => {
    const active = await presence.activeAmong(stored.map(({ id }) => id));
    return stored.map((one) => publicUser(one, { lastActiveAt: one.lastActiveAt, active: active.has(one.id) }));
  };
  return {
    async open(stored) {
      const active = await presence.activeAmong([stored.id]);
      return publicUser(stored, { lastActiveAt: stored.lastActiveAt, active: active.has(stored.id) });
    },
    openAll,
    hidden: (stored) => publicUser(stored, { lastActiveAt: null, active: false }),
  };
};
