import { createMemoryFeed, createSqlMessageLog } from '@duet/log';
import { isDatabaseAway } from '@duet/db';
import type { Database } from '@duet/db';
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
  /** Another process writes the database now. */
  onFenced: () => void;
  report: ErrorReporter;
}): Mode => {
  const { database, now, onFenced, report } = options;
  let fenced = false;

  return {
    database,
    feed: createMemoryFeed({ now, chance: Math.random }),
    unstored: noUnstoredRooms,
    sessions: {
      find: (_, look) => look(),
      end: async () => {},
      // SQL says it, here and now.
      markUser: async () => {},
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
        onFenced: () => {
          fenced = true;
          onFenced();
        },
        onFault: (cause) => void report(cause, 'log'),
      }),
    isAway: isDatabaseAway,
    readiness: (sql, log) => ({ parts: { sql: sql ? 'ok' : 'down' }, serves: sql && log && !fenced }),
    close: () => database.close(),
  };
};
