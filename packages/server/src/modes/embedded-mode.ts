import { createMemoryFeed, createSqlMessageLog } from '@duet/log';
import { sessionByTokenHash } from '@duet/db';
import type { Database } from '@duet/db';
import type { Logger } from 'pino';
import type { ErrorReporter } from '../error-reporter.ts';
import { inMemory } from '../limits/rate-limits.ts';
import { noCopies } from '../services/copies.ts';
import { noPresenceBoard } from '../services/presence-board.ts';
import { noUnstoredRooms } from '../services/unstored-rooms.ts';
import type { Mode } from './mode.ts';

/** One process: the log straight into SQL, everything else in memory. */
export const createEmbeddedMode = (options: {
  database: Database;
  now: () => number;
  report: ErrorReporter;
  logger: Logger;
}): Mode => {
  const { database, now, report, logger } = options;

  return {
    database,
    feed: createMemoryFeed({ now, chance: Math.random }),
    unstored: noUnstoredRooms,
    sessions: {
      find: (hash) => sessionByTokenHash(database.db, hash),
      end: async () => {},
      follow: () => () => {},
    },
    copies: noCopies,
    presence: noPresenceBoard,
    newLimiter: inMemory,
    openLog: (listener) =>
      createSqlMessageLog({
        database,
        now,
        // Whoever was not told of it hears `reset` or reads it: the feed is in this process and cannot be away.
        onAccepted: (batch) => void listener.accepted(batch).catch((cause: unknown) => report(cause, 'fan-out')),
        onFenced: () => logger.fatal('another process writes this database now; nothing is accepted here any more'),
        onFault: (cause) => void report(cause, 'log'),
      }),
    close: () => database.close(),
  };
};
