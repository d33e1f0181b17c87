import { sessionByTokenHash } from '@duet/db';
import type { Mode } from '../modes/mode.ts';
import type { Logger } from 'pino';
import type { HostIdentity } from './host-identity.ts';
import { createHostKeys } from './host-keys.ts';
import { createHostSessions } from './host-sessions.ts';
import { createHostTokenReader, isHostToken } from './host-token.ts';
import type { StoredSession } from './session-book.ts';
import { tokenHash } from './token.ts';

/** Whose a token is, be it one of our own or one of the host's. */
export interface SessionFinder {
  find(token: string): Promise<StoredSession | null>;
  stop(): void;
}

export const startSessionFinder = (options: {
  mode: Pick<Mode, 'database' | 'sessions' | 'copies' | 'isAway'>;
  /** `null`: nobody but us makes tokens. */
  identity: HostIdentity | null;
  refreshKeys: number;
  now: () => number;
  logger: Logger;
}): SessionFinder => {
  const { mode, identity, refreshKeys, now, logger } = options;
  const { db } = mode.database;

  const findOwn = (token: string): Promise<StoredSession | null> => {
    const hash = tokenHash(token);
    return mode.sessions.find(hash, () => sessionByTokenHash(db, hash));
  };
  if (!identity) return { find: findOwn, stop: () => {} };

  const keys = createHostKeys(identity, { refresh: refreshKeys, now, logger });
  const findHosts = createHostSessions({
    db,
    read: createHostTokenReader({ identity, keys, now, logger }),
    store: mode.sessions,
    copies: mode.copies,
    isAway: mode.isAway,
    now,
  });
  return {
    find: (token) => (isHostToken(token) ? findHosts(token) : findOwn(token)),
    stop: () => keys.stop(),
  };
};
