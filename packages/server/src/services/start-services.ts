import type { AdminServices, Services } from '@duet/api';
import { peersOf, probeWriting, touchUser } from '@duet/db';
import type { UserId } from '@duet/protocol';
import type { Logger } from 'pino';
import { createHostMessageService } from '../admin/host-message-service.ts';
import { createHostUserService } from '../admin/host-user-service.ts';
import { createRecentCounts } from '../admin/recent-counts.ts';
import type { ErrorReporter } from '../error-reporter.ts';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Mode, Readiness } from '../modes/mode.ts';
import type { Timings } from '../options.ts';
import type { HostIdentity } from '../sessions/host-identity.ts';
import { createPasswords } from '../sessions/password.ts';
import { createSessionBook } from '../sessions/session-book.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import { startSessionFinder } from '../sessions/session-finder.ts';
import { createUserSessions } from '../sessions/user-sessions.ts';
import { withinTime } from '../within-time.ts';
import { sweepExpiredSessions } from './expired-sessions.ts';
import { createFanOut } from './fan-out.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createLiveService } from './live-service.ts';
import { createMemberships } from './memberships.ts';
import { createMessageService } from './message-service.ts';
import { createOpenRoom } from './open-room.ts';
import { createPeople } from './people.ts';
import { createPresence } from './presence.ts';
import { createReceipts } from './receipts.ts';
import { createRoomPages } from './room-pages.ts';
import { createRoomRow } from './room-row.ts';
import { createRoomService } from './room-service.ts';
import { createRoomViews } from './room-views.ts';
import { createSendMessage } from './send-message.ts';
import { createSessionService } from './session-service.ts';
import { createTyping } from './typing.ts';
import { createUserService } from './user-service.ts';

/** What is slower than this is down for whoever asks whether we are ready, in ms. */
const answersWithin = 2_000;
// Who has more rooms than this tells the newest of them.
const mostPeersTold = 1_000;
// A drain is 200 ms away: nobody writes in more rooms meanwhile.
const mostUnstoredTold = 20;

export type RunningServices = {
  services: Services;
  admin: AdminServices;
  book: SessionBook;
  /** Asks SQL and the log. */
  readiness(): Promise<Readiness>;
  /** After the sockets are gone: writes what waits, settles the log, tells the last. The mode stays open. */
  close(): Promise<void>;
};

/** The services behind the router. */
export const startServices = async (options: {
  mode: Mode;
  identity: HostIdentity | null;
  localAccounts: boolean;
  limits: RateLimits;
  metrics: Metrics;
  timings: Timings;
  now: () => number;
  report: ErrorReporter;
  logger: Logger;
}): Promise<RunningServices> => {
  const { mode, identity, localAccounts, limits, metrics, timings, now, report, logger } = options;
  const { feed, unstored, copies } = mode;
  const { db } = mode.database;

  const log = await mode.openLog({
    async accepted(batch) {
      heartbeat.accepted(batch);
      await unstored.note(batch);
      await fanOut.accepted(batch);
    },
    withdrawn: (copy) => void fanOut.withdrawn(copy).catch((cause: unknown) => report(cause, 'fan-out')),
  });

  metrics.read({ backlog: () => log.backlog(), pool: mode.database.pool });

  const rowOf = createRoomRow(db);
  const pages = createRoomPages({ db, unstored, rowOf });

  /** Those who see a room with this person: SQL's, and those whose first message is not drained yet. */
  const peersTold = async (me: UserId): Promise<UserId[]> => {
    const [stored, newest] = await Promise.all([peersOf(db, me, mostPeersTold), unstored.of(me)]);
    const rows = await Promise.all(newest.slice(0, mostUnstoredTold).map(({ roomId }) => rowOf(roomId, me)));
    const unstoredPeers = rows.flatMap((row) => (row?.status === 'open' ? [row.peerId] : []));
    return [...new Set([...stored, ...unstoredPeers])];
  };

  const presence = createPresence({
    feed,
    board: mode.presence,
    peersOf: peersTold,
    touch: (userId, at) => touchUser(db, userId, at),
    grace: timings.presenceGrace,
    now,
    report,
  });
  const people = createPeople(presence);
  const finder = startSessionFinder({ mode, identity, refreshKeys: timings.hostKeys, now, logger });
  const book = createSessionBook({ find: (token) => finder.find(token), now });
  const memberships = createMemberships(db, copies);
  const rooms = createRoomViews({ db, log, people, rowOf });
  const fanOut = createFanOut({ feed, rooms, report });
  const receipts = createReceipts({ db, log, feed, window: timings.receipts, now });
  const typing = createTyping({ db, feed, window: timings.typing, now });
  const heartbeat = startHeartbeat({
    feed,
    log,
    every: timings.heartbeat,
    afterCommit: timings.heartbeatAfterCommit,
    metrics,
    report,
  });
  const openRoom = createOpenRoom({ db, log, fanOut, now });
  const send = createSendMessage({ log, limits, metrics });
  const userSessions = createUserSessions({ db, store: mode.sessions, book });
  const unfollow = mode.sessions.follow(book);
  const sweep = setInterval(() => book.sweep(), timings.sessionSweep);
  const stopSweeping = sweepExpiredSessions({ db, every: timings.expiredSessions, now, report });

  return {
    services: {
      sessions: createSessionService({
        db,
        book,
        store: mode.sessions,
        copies,
        passwords: localAccounts ? createPasswords() : null,
        people,
        limits,
        lifetime: timings.sessionLifetime,
        now,
      }),
      users: createUserService({ db, log, people, fanOut, limits, now }),
      rooms: createRoomService({ db, memberships, pages, rooms, receipts, typing, openRoom, limits }),
      messages: createMessageService({ log, send, typing, limits }),
      live: createLiveService({ feed, log, book, memberships, presence, metrics, report }),
    },
    admin: {
      ...createHostUserService({ db, log, sessions: userSessions, copies, fanOut, now }),
      ...createHostMessageService({ db, openRoom, send, now }),
      counts: createRecentCounts(db, now),
    },
    book,

    async readiness() {
      const answers = (work: Promise<unknown>): Promise<boolean> =>
        withinTime(work, answersWithin).then(
          () => true,
          (cause: unknown) => {
            report(cause, 'readyz');
            return false;
          },
        );
      const [sql, ofLog] = await Promise.all([answers(probeWriting(db)), answers(log.storedThrough())]);
      return mode.readiness(sql, ofLog);
    },

    async close() {
      clearInterval(sweep);
      unfollow();
      finder.stop();
      heartbeat.stop();
      await presence.close();
      await receipts.close();
      await log.close();
      await fanOut.settled();
      await stopSweeping();
      await feed.close();
    },
  };
};
