import type { Database } from '@duet/db';
import { countRows } from '@duet/db';
import type { Counts } from '@duet/protocol';

/** Counting reads whole tables: however often it is asked for, not more often than this, in ms. */
const keptFor = 60_000;

/** `now`: milliseconds since the epoch. */
export const createRecentCounts = (db: Database['db'], now: () => number): (() => Promise<Counts>) => {
  let latest: { countedAt: number; counts: Promise<Counts> } | null = null;

  const count = async (countedAt: number): Promise<Counts> => ({ ...(await countRows(db, countedAt)), countedAt });

  return async () => {
    const time = now();
    if (latest !== null && time >= latest.countedAt && time < latest.countedAt + keptFor) return latest.counts;
    const counting = { countedAt: time, counts: count(time) };
    latest = counting;
    counting.counts.catch(() => {
      if (latest === counting) latest = null;
    });
    return counting.counts;
  };
};
