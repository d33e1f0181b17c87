import type { Seq } from '@duet/protocol';
import type { Kysely } from 'kysely';
import { insertingOnce } from './in-transaction.ts';
import type { Schema } from './schema.ts';

/** How far a partition of the log has come, and under which epoch. */
export type LogPartition = { epoch: number; stored: Seq };

/**
 * Begins a new epoch of the partition (the first one makes its row) and says from where it goes on: behind the commit
 * that the process before may be at, which is why the row is locked before it is read.
 */
export const raiseEpoch = (db: Kysely<Schema>, p: number): Promise<LogPartition> =>
  insertingOnce(db, async (trx) => {
    await lockPartition(trx, p);
    const known = await logPartition(trx, p);
    if (known === null) {
      await trx.insertInto('log_partitions').values({ p, epoch: 1, replid: '', stored: 0 }).execute();
      return { epoch: 1, stored: 0 };
    }
    const epoch = known.epoch + 1;
    await trx.updateTable('log_partitions').set({ epoch }).where('p', '=', p).execute();
    return { epoch, stored: known.stored };
  });

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
