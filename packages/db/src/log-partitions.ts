import type { Seq } from '@duet/protocol';
import type { Kysely } from 'kysely';
import { DatabaseError } from './database-error.ts';
import { insertingOnce } from './in-transaction.ts';
import { isLockTimeout } from './lock-timeout.ts';
import type { Schema } from './schema.ts';

/** How far a partition of the log has come, and under which epoch. */
export type LogPartition = { epoch: number; stored: Seq };

/** Above every place that was given so far. Reads all messages: there is an index by room, and none by place. */
const newestPlace = async (trx: Kysely<Schema>): Promise<Seq> => {
  const { newest } = await trx
    .selectFrom('messages')
    .select(({ fn }) => fn.max('seq').as('newest'))
    .executeTakeFirstOrThrow();
  return Math.max(newest ?? 0, await newestGapEnd(trx));
};

/** The newest place that an epoch jumped over in any partition; 0 when none did. */
export const newestGapEnd = async (db: Kysely<Schema>): Promise<Seq> => {
  const { to } = await db
    .selectFrom('log_gaps')
    .select(({ fn }) => fn.max('to_seq').as('to'))
    .executeTakeFirstOrThrow();
  return to ?? 0;
};

/**
 * A process that was stopped in a transaction holds its locks for 30 s, until the server ends its connection; each
 * attempt waits for 5.
 */
const lockAttempts = 8;

const behindLocks = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (cause) {
      if (!isLockTimeout(cause)) throw cause;
      if (attempt === lockAttempts) {
        throw new DatabaseError('in_use', 'Another process holds the log of this database locked.', { cause });
      }
    }
  }
};

const raise = (db: Kysely<Schema>, p: number): Promise<LogPartition> =>
  insertingOnce(db, async (trx) => {
    // In one statement: a row that another start made between a lock that found none and a look would be read unlocked,
    // and two processes would begin the same epoch.
    const known = await trx
      .selectFrom('log_partitions')
      .select(['epoch', 'stored'])
      .where('p', '=', p)
      .forUpdate()
      .executeTakeFirst();
    if (known === undefined) {
      const stored = await newestPlace(trx);
      await trx.insertInto('log_partitions').values({ p, epoch: 1, replid: '', stored }).execute();
      return { epoch: 1, stored };
    }
    const epoch = known.epoch + 1;
    await trx.updateTable('log_partitions').set({ epoch }).where('p', '=', p).execute();
    return { epoch, stored: known.stored };
  });

/**
 * Begins a new epoch of the partition (the first one makes its row, above every message that is there) and says from
 * where it goes on: behind the commit that the process before may be at, which is why the row is locked before it is
 * read. Throws `DatabaseError` when it stays locked.
 */
export const raiseEpoch = (db: Kysely<Schema>, p: number): Promise<LogPartition> => behindLocks(() => raise(db, p));

export const logPartition = async (db: Kysely<Schema>, p: number): Promise<LogPartition | null> =>
  (await db.selectFrom('log_partitions').select(['epoch', 'stored']).where('p', '=', p).executeTakeFirst()) ?? null;

/**
 * Waits for the transaction that moves this partition now, also one whose process is gone or has lost its connection:
 * when this returns, what it wrote is committed or will never be. Until this transaction ends, no other one moves it.
 */
export const lockPartition = async (trx: Kysely<Schema>, p: number): Promise<void> => {
  await trx.selectFrom('log_partitions').select('stored').where('p', '=', p).forUpdate().execute();
};

/** Writes nothing, in a way that only a database which can be written lets pass. */
export const probeWriting = async (db: Kysely<Schema>): Promise<void> => {
  await db.updateTable('log_partitions').set({ stored: 0 }).where('p', '=', -1).execute();
};

/** Moves `stored` if the epoch and the old value still hold. `false`: someone else writes this partition now. */
export const moveStored = async (
  db: Kysely<Schema>,
  { p, epoch, from, to }: { p: number; epoch: number; from: Seq; to: Seq },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('log_partitions')
    .set({ stored: to })
    .where('p', '=', p)
    .where('epoch', '=', epoch)
    .where('stored', '=', from)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
};

/** Remembers that an epoch jumped over these seqs, both included. */
export const insertGap = async (
  db: Kysely<Schema>,
  { p, from, to }: { p: number; from: Seq; to: Seq },
): Promise<void> => {
  await db.insertInto('log_gaps').values({ p, from_seq: from, to_seq: to }).execute();
};

/** Whether an epoch jumped over this seq: only there a lost message may go back to its place. */
export const isInGap = async (db: Kysely<Schema>, p: number, seq: Seq): Promise<boolean> =>
  (await db
    .selectFrom('log_gaps')
    .select('from_seq')
    .where('p', '=', p)
    .where('from_seq', '<=', seq)
    .where('to_seq', '>=', seq)
    .executeTakeFirst()) !== undefined;
