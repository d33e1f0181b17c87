import { randomUUID } from 'node:crypto';
import { refuse } from '@duet/api';
import type { Session, SessionService, SignedIn } from '@duet/api';
import type { Database, StoredUser } from '@duet/db';
import { deleteSessions, insertSession, insertUser, revokeToken, userById, userByUsername } from '@duet/db';
import { fold } from '@duet/protocol';
import type { RateLimits } from '../limits/rate-limits.ts';
import { isHostSession } from '../sessions/host-token.ts';
import { newUserId } from '../sessions/new-user-id.ts';
import type { Passwords } from '../sessions/password.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { newToken, tokenHash } from '../sessions/token.ts';
import type { Copies } from './copies.ts';
import type { People } from './people.ts';

export const createSessionService = (options: {
  db: Database['db'];
  book: SessionBook;
  store: Pick<SessionStore, 'end'>;
  copies: Pick<Copies, 'user' | 'keepUser'>;
  /** `null`: people come from the host alone. */
  passwords: Passwords | null;
  people: People;
  limits: RateLimits;
  lifetime: number;
  now: () => number;
}): SessionService => {
  const { db, book, store, copies, passwords, people, limits, lifetime, now } = options;

  /** `null`: nobody signs in as this user now. */
  const begin = async (user: StoredUser): Promise<SignedIn | null> => {
    const token = newToken();
    const createdAt = now();
    const expiresAt = createdAt + lifetime;
    const session = { id: randomUUID(), tokenHash: tokenHash(token), userId: user.id, createdAt, expiresAt };
    if (!(await insertSession(db, session))) return null;
    return { user: await people.open(user), token, expiresAt };
  };

  return {
    async signUp({ username, password, displayName }, { address }) {
      if (!passwords) return refuse('not_found');
      await limits.take('signUp', address);
      // Before the costly hash; who wins a race for the name, the insert says.
      if (await userByUsername(db, fold(username))) refuse('taken');
      const user = { id: newUserId(), username, displayName: displayName ?? username, avatarUrl: null };
      const passwordHash = await passwords.hash(password);
      const inserted = await insertUser(db, { ...user, passwordHash, createdAt: now() });
      if (!inserted.ok) refuse(inserted.reason);
      return (await begin({ ...user, lastActiveAt: null })) ?? refuse('wrong_credentials');
    },

    async signIn({ username, password }, { address }) {
      if (!passwords) return refuse('not_found');
      const name = fold(username.trim());
      const attempt = `${address} ${name}`;
      await limits.take('signInFromAddress', address);
      await limits.take('signIn', attempt);
      const user = await userByUsername(db, name);
      const matches = await passwords.matches(password, user?.passwordHash ?? null);
      if (!user || !matches) return refuse('wrong_credentials');
      limits.forget('signIn', attempt);
      return (await begin(user)) ?? refuse('wrong_credentials');
    },

    async signOut({ id, expiresAt }: Session) {
      await store.end(id);
      try {
        await (isHostSession(id) ? revokeToken(db, { id, expiresAt }) : deleteSessions(db, [id]));
      } finally {
        book.end(id, 'signed_out');
      }
    },

    async me({ userId }) {
      // The copy first: a client asks this before it goes live, and it does so while SQL is away too.
      const copied = await copies.user(userId);
      if (copied) return people.open(copied);
      const user = await userById(db, userId);
      if (user) await copies.keepUser(user);
      return user && people.open(user);
    },
  };
};
