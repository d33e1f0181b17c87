import type { Seq } from '@duet/protocol';
import type { Kysely } from 'kysely';
import { insertingOnce } from './in-transaction.ts';
import type { LogPartition } from './log-partitions.ts';
import { insertGap } from './log-partitions.ts';
import type { Schema } from './schema.ts';

/** A row of every partition, by p. Their number says how many there are. */
export const logPartitions = (db: Kysely<Schema>): Promise<(LogPartition & { p: number })[]> =>
  db.selectFrom('log_partitions').select(['p', 'epoch', 'stored']).orderBy('p').execute();

/** Makes the rows of so many partitions, under epoch 0, if there is none yet. */
export const makePartitions = (db: Kysely<Schema>, count: number): Promise<void> =>
  insertingOnce(db, async (trx) => {
    if ((await logPartitions(trx)).length > 0) return;
    const rows = Array.from({ length: count }, (_, p) => ({ p, epoch: 0, replid: '', stored: 0 }));
    await trx.insertInto('log_partitions').values(rows).execute();
  });

/** Until the transaction ends no other one moves, begins or restores anything in any partition. */
export const holdPartitions = async (trx: Kysely<Schema>): Promise<void> => {
  await trx.selectFrom('log_partitions').select('p').orderBy('p').forUpdate().execute();
};

/** Writes down that the partition goes on under this epoch, above `to`, and that places from `from` on may be lost. */
export const beginEpoch = async (
  trx: Kysely<Schema>,
  { p, epoch, replid, from, to }: { p: number; epoch: number; replid: string; from: Seq; to: Seq },
): Promise<void> => {
  await trx.updateTable('log_partitions').set({ epoch, replid }).where('p', '=', p).execute();
  // Nothing was stored since the last jump: the two are one.
  await trx.deleteFrom('log_gaps').where('p', '=', p).where('from_seq', '=', from).execute();
  await insertGap(trx, { p, from, to });
};
