import type { Database } from '@duet/db';
import { deleteSessions, sessionsOf } from '@duet/db';
import type { UserId } from '@duet/protocol';
import type { SessionBook } from './session-book.ts';
import type { SessionStore } from './session-store.ts';

/** In one statement. Somebody may have signed in many thousand times, and their sockets close behind the last of them. */
const atOnce = 500;

/** All sessions of one user, those of the host's tokens among them. */
export interface UserSessions {
  /** Says on every node whether this user may have sessions; to be awaited before SQL says so. */
  mark(userId: UserId, status: 'active' | 'deactivated'): Promise<void>;
  /** Ends those that there are, behind the mark. */
  end(userId: UserId): Promise<void>;
}

export const createUserSessions = (options: {
  db: Database['db'];
  store: Pick<SessionStore, 'end' | 'markUser'>;
  book: Pick<SessionBook, 'endUser'>;
}): UserSessions => {
  const { db, store, book } = options;
  const ofUser = (userId: UserId): Promise<string[]> => sessionsOf(db, userId, atOnce);

  return {
    mark: (userId, status) => store.markUser(userId, status),
    async end(userId) {
      try {
        // For good: once reactivated, this user has to sign in again.
        for (let ids = await ofUser(userId); ids.length > 0; ids = await ofUser(userId)) {
          await Promise.all(ids.map((id) => store.end(id)));
          await deleteSessions(db, ids);
        }
      } finally {
        book.endUser(userId, 'signed_out');
      }
    },
  };
};
