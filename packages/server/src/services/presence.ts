import type { UserId } from '@duet/protocol';
import type { Feed } from '@duet/log';
import type { ErrorReporter } from '../error-reporter.ts';
import type { PresenceBoard } from './presence-board.ts';

/**
 * Who is here: active from the first live subscription until the last one is gone for the grace.
 *
 *   away ──enter()──▶ here(n) ──last leave()──▶ leaving ──grace──▶ away
 *                        ▲─────────enter()─────────┘
 */
export interface Presence {
  /** Returns the way to leave. */
  enter(userId: UserId): () => void;
  activeAmong(userIds: readonly UserId[]): Promise<ReadonlySet<UserId>>;
  /** Nobody is told: the server goes away, not the people. */
  close(): Promise<void>;
}

type Here = { subscriptions: number; leaving: NodeJS.Timeout | null };

export const createPresence = (options: {
  feed: Pick<Feed, 'signal'>;
  board: PresenceBoard;
  /** Who may be told. */
  peersOf: (userId: UserId) => Promise<UserId[]>;
  touch: (userId: UserId, at: number) => Promise<void>;
  grace: number;
  now: () => number;
  report: ErrorReporter;
}): Presence => {
  const { feed, board, peersOf, touch, grace, now, report } = options;
  const people = new Map<UserId, Here>();

  const tell = async (userId: UserId, active: boolean): Promise<void> => {
    const at = now();
    try {
      const isNews = await (active ? board.arrive(userId) : board.depart(userId));
      if (!isNews) return;
      await touch(userId, at);
      const peers = await peersOf(userId);
      // Who came back meanwhile is told of by that coming.
      if (people.has(userId) !== active) return;
      feed.signal(peers, { type: 'presence', userId, active, lastActiveAt: at });
    } catch (cause) {
      report(cause, 'presence');
    }
  };

  const leave = (userId: UserId, here: Here): void => {
    if (--here.subscriptions > 0) return;
    here.leaving = setTimeout(() => {
      people.delete(userId);
      void tell(userId, false);
    }, grace);
  };

  return {
    enter(userId) {
      const known = people.get(userId);
      const here = known ?? { subscriptions: 0, leaving: null };
      here.subscriptions++;
      if (here.leaving) clearTimeout(here.leaving);
      here.leaving = null;
      if (!known) {
        people.set(userId, here);
        void tell(userId, true);
      }
      let inside = true;
      return () => {
        if (!inside) return;
        inside = false;
        leave(userId, here);
      };
    },
    async activeAmong(userIds) {
      const elsewhere = await board.present(userIds.filter((userId) => !people.has(userId)));
      return new Set([...userIds.filter((userId) => people.has(userId)), ...elsewhere]);
    },
    async close() {
      const here = [...people.keys()];
      for (const { leaving } of people.values()) if (leaving) clearTimeout(leaving);
      people.clear();
      await Promise.all(here.map((userId) => board.depart(userId)));
    },
  };
};
