import type { StoredUser } from '@duet/db';
import type { User } from '@duet/protocol';
import type { Presence } from './presence.ts';

/** Users as others see them. */
export interface People {
  /** Someone whom nothing stands between. */
  open(stored: StoredUser): User;
  /** Someone of a blocked pair: whether and when they are here is hidden, in both directions. */
  hidden(stored: StoredUser): User;
}

export const createPeople = (presence: Pick<Presence, 'isActive'>): People => ({
  open: ({ id, username, displayName, avatarUrl, lastActiveAt }) => ({
    id,
    username,
    displayName,
    avatarUrl,
    lastActiveAt,
    active: presence.isActive(id),
  }),
  hidden: ({ id, username, displayName, avatarUrl }) => ({
    id,
    username,
    displayName,
    avatarUrl,
    lastActiveAt: null,
    active: false,
  }),
});
