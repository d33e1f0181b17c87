import { beginEpoch, holdPartitions, logPartitions, makePartitions, newestGapEnd } from '@duet/db';
import type { Database } from '@duet/db';
import type { RoomId, Seq } from '@duet/protocol';
import type { RedisLink } from './connect-redis.ts';
import { createPartition } from './partition.ts';
import type { Fit, Partition } from './partition.ts';
import { partitionKeys, partitionOf } from './partition-keys.ts';
import { RedisAway } from './redis-fault.ts';
import { createScripts } from './scripts.ts';
import type { RunScript } from './scripts.ts';

type Db = Database['db'];

export type EpochsOptions = {
  redis: RedisLink;
  database: Pick<Database, 'db'>;
  /** Before every key, so that others may live in the same Redis: `duet` unless told. */
  prefix?: string;
  /** Un-drained entries of all partitions, in bytes of Redis' memory, roughly: 256 MiB unless told. */
  undrainedBytes?: number | undefined;
};

/** The epoch under which this node works, and the partitions that it works on. */
export interface Epochs {
  readonly partitions: readonly Partition[];
  readonly prefix: string;
  readonly run: RunScript;
  indexOf(roomId: RoomId): number;
  partitionOf(roomId: RoomId): Partition;
  /** `null` until something was asked for. */
  current(): number | null;
  /**
   * Asks under the current epoch, and once more under the next one when it has moved. Throws `RedisAway` when nobody
   * may answer now. What the call itself throws passes through.
   */
  ask<T>(call: (epoch: number) => Promise<Fit<T>>): Promise<{ epoch: number; value: T }>;
  /** Looks again at what stands in SQL and in Redis. */
  refresh(): Promise<void>;
  /** The same if SQL has moved on: who still talks to a deposed primary hears of it only there. */
  check(): Promise<void>;
  /** Told in the same turn in which the epoch moves, before anybody works under the new one. Returns the way to stop. */
  onMoved(listener: () => void): () => void;
}

/** How many there are on a fresh database. On any other its rows say. */
const freshPartitions = 16;
/** Two hours in µs: above what a lost Redis gave since anybody heard of it, with clocks that differ. */
const jump = 2 * 3_600 * 1_000_000;
const attempts = 4;

type Standing = { epoch: number; own: boolean; last: Seq; now: number };

const lookAt = async (partitions: readonly Partition[]): Promise<Standing[]> =>
  Promise.all(
    partitions.map(async (partition) => {
      const found = await partition.look();
      if (!found.fit) throw new RedisAway('this Redis is a replica');
      return found.value;
    }),
  );

/** SQL's rows say one epoch, except for a moment that a transaction does not show. */
const epochOf = (rows: readonly { epoch: number }[]): number => rows.reduce((max, row) => Math.max(max, row.epoch), 0);

/**
 * In one transaction that holds SQL's rows: all partitions go on under the next epoch, hours above every place that
 * Redis, SQL or an earlier epoch knows. Of two nodes the second one finds it done.
 */
const raise = async (db: Db, partitions: readonly Partition[]): Promise<number> =>
  db.transaction().execute(async (trx) => {
    await holdPartitions(trx);
    const rows = await logPartitions(trx);
    const standing = await lookAt(partitions);
    const known = epochOf(rows);
    if (known > 0 && standing.every(({ epoch, own }) => own && epoch === known)) return known;

    const epoch = standing.reduce((max, one) => Math.max(max, one.epoch), known) + 1;
    const newest = Math.max(
      await newestGapEnd(trx),
      ...rows.map(({ stored }) => stored),
      ...standing.map(({ last }) => last),
    );
    const now = Math.max(...standing.map((one) => one.now));
    // The very first epoch follows nothing that could have been lost.
    const veryFirst = newest === 0;
    const floor = veryFirst ? now : Math.max(newest, now) + jump;
    for (const [p, partition] of partitions.entries()) {
      const begun = await partition.begin(epoch, floor, veryFirst);
      if (!begun.fit) throw new RedisAway('this Redis is a replica');
      await beginEpoch(trx, { p, epoch, replid: begun.value, from: (rows[p]?.stored ?? 0) + 1, to: floor });
    }
    return epoch;
  });

export const openEpochs = async (options: EpochsOptions): Promise<Epochs> => {
  const { redis, database, prefix = 'duet', undrainedBytes = 256 * 1024 * 1024 } = options;
  const { db } = database;
  const run = createScripts(redis);
  await makePartitions(db, freshPartitions);
  const count = (await logPartitions(db)).length;
  const partitions = Array.from({ length: count }, (_, p) =>
    createPartition(run, partitionKeys(prefix, p), Math.floor(undrainedBytes / count)),
  );
  const listeners = new Set<() => void>();
  let current: number | null = null;
  /** The one that listeners know of. */
  let known: number | null = null;
  let refreshing: Promise<number> | null = null;

  const move = (epoch: number): void => {
    const moved = known !== null && known !== epoch;
    current = epoch;
    known = epoch;
    if (moved) for (const listener of listeners) listener();
  };

  const look = async (): Promise<number> => {
    const written = epochOf(await logPartitions(db));
    const standing = await lookAt(partitions);
    if (written > 0 && standing.every(({ epoch, own }) => own && epoch === written)) return written;
    if (standing.every(({ epoch, own }) => own && epoch > 0 && epoch < written)) {
      // Nothing more is asked of it: it would go on answering.
      current = null;
      redis.reconnect();
      throw new RedisAway('a deposed primary answers');
    }
    return raise(db, partitions);
  };

  const refresh = async (): Promise<number> => {
    refreshing ??= look().finally(() => {
      refreshing = null;
    });
    const epoch = await refreshing;
    move(epoch);
    return epoch;
  };

  /** Nothing was asked of a partition yet, so whatever is wrong, nothing was written. */
  const renewed = (): Promise<number> =>
    refresh().catch((cause: unknown) => {
      throw new RedisAway('the log cannot find its epoch', { cause });
    });

  const partitionOfRoom = (roomId: RoomId): Partition => {
    const partition = partitions[partitionOf(roomId, count)];
    if (partition === undefined) throw new Error('the log has no partitions');
    return partition;
  };

  return {
    partitions,
    prefix,
    run,
    indexOf: (roomId) => partitionOf(roomId, count),
    partitionOf: partitionOfRoom,
    current: () => current,
    ask: async (call) => {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const epoch = current ?? (await renewed());
        const answer = await call(epoch);
        if (answer.fit) return { epoch, value: answer.value };
        if (answer.why === 'replica') {
          redis.reconnect();
          throw new RedisAway('this Redis is a replica');
        }
        await renewed();
      }
      throw new RedisAway('the log’s epoch keeps moving');
    },
    refresh: async () => {
      await refresh();
    },
    check: async () => {
      if (epochOf(await logPartitions(db)) === current) return;
      // Nothing more is asked under the old one, also while Redis cannot be looked at: it may come back as it was.
      current = null;
      await refresh();
    },
    onMoved: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
