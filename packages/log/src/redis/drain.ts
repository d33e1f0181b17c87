import { logPartitions } from '@duet/db';
import type { Database } from '@duet/db';
import type { Accepted } from '../message-log.ts';
import type { Epochs } from './epochs.ts';
import type { Partition } from './partition.ts';
import { storeBatch } from './store-batch.ts';
import type { Share, Withdrawn } from './store-batch.ts';

/** Entries of one partition in one round. All partitions of a round are one transaction. */
const rangeBound = 500;

export type DrainOptions = {
  epochs: Epochs;
  database: Pick<Database, 'db'>;
  /** This node, by a name that no other one has. */
  node: string;
  now: () => number;
  /** Takes back a message that stands twice: the other one came first. */
  onWithdrawn: (withdrawn: Accepted) => void;
  /** For a person to look at: a row that SQL refuses for itself, an id that stands twice. */
  onAlarm: (cause: Error) => void;
};

/** One round over all partitions that are this node's. Resolves with how many entries it stored. */
export const createDrain = (options: DrainOptions): (() => Promise<number>) => {
  const { epochs, database, node, now, onWithdrawn, onAlarm } = options;
  const { db } = database;

  /** Redis at its memory limit refuses even a lease: then both drain, and the slower one's commit fails. */
  const mine = (partition: Partition): Promise<boolean> => partition.lease(node).catch(() => true);

  const tellWithdrawn = ({ accepted, kept }: Withdrawn): void => {
    const { roomId, id, seq } = accepted.message;
    onAlarm(new Error(`message ${id} in room ${roomId} stands at ${kept}; its copy at ${seq} is withdrawn`));
    onWithdrawn({ ...accepted, message: { ...accepted.message, status: 'unsent', text: '' } });
  };

  /** What stands there, oldest first; nothing is asked of SQL when it is nothing. */
  const find = async (partition: Partition, p: number) => {
    if (!(await mine(partition))) return [];
    const { epoch, value: entries } = await epochs.ask((current) => partition.range(current, rangeBound));
    return entries.length === 0 ? [] : [{ partition, p, epoch, entries }];
  };

  return async () => {
    const found = (await Promise.all(epochs.partitions.map(find))).flat();
    if (found.length === 0) return 0;
    const rows = new Map((await logPartitions(db)).map((row) => [row.p, row]));
    // SQL's row is of another epoch than Redis answered under: one of the two has moved since.
    if (found.some(({ p, epoch }) => rows.get(p)?.epoch !== epoch)) {
      await epochs.refresh();
      return 0;
    }
    const shares = found.flatMap(({ p, epoch, entries }): Share[] => {
      const stored = rows.get(p)?.stored ?? 0;
      const fresh = entries.filter(({ message }) => message.seq > stored);
      return fresh.length === 0 ? [] : [{ p, epoch, from: stored, entries: fresh }];
    });
    if (shares.length > 0) {
      const outcome = await storeBatch(db, shares, now());
      if (outcome.status === 'fenced') {
        await epochs.refresh();
        return 0;
      }
      outcome.refused.forEach(onAlarm);
      outcome.withdrawn.forEach(tellWithdrawn);
    }
    // All that was found is stored now, or was before and nobody came to trim it.
    await Promise.all(found.map(({ partition, epoch, entries }) => partition.trim(epoch, entries)));
    return shares.reduce((sum, { entries }) => sum + entries.length, 0);
  };
};
