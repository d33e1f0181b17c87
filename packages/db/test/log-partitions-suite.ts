import { expect, it } from 'vitest';
import { insertGap, isInGap, moveStored, raiseEpoch } from '../src/index.ts';
import { logPartition } from '../src/log-partitions.ts';
import type { OpenTestDatabase } from './open-test-database.ts';

export const logPartitionsSuite = (open: OpenTestDatabase): void => {
  it('begins a higher epoch each time and keeps what is stored', async () => {
    await using database = await open();
    const { db } = database;
    expect(await logPartition(db, 0)).toBeNull();
    expect(await raiseEpoch(db, 0)).toEqual({ epoch: 1, stored: 0 });
    expect(await moveStored(db, { p: 0, epoch: 1, from: 0, to: 42 })).toBe(true);
    expect(await raiseEpoch(db, 0)).toEqual({ epoch: 2, stored: 42 });
    expect(await logPartition(db, 0)).toEqual({ epoch: 2, stored: 42 });
    expect(await raiseEpoch(db, 1)).toEqual({ epoch: 1, stored: 0 });
  });

  it('begins an epoch behind the commit that is under way', async () => {
    await using database = await open();
    const { db } = database;
    await raiseEpoch(db, 0);
    const raising = await db.transaction().execute(async (trx) => {
      await moveStored(trx, { p: 0, epoch: 1, from: 0, to: 42 });
      const raised = raiseEpoch(db, 0);
      // Time enough for one that does not wait.
      for (let n = 0; n < 50; n += 1) expect(await logPartition(trx, 0)).toEqual({ epoch: 1, stored: 42 });
      return [raised];
    });
    expect(await Promise.all(raising)).toEqual([{ epoch: 2, stored: 42 }]);
  });

  it('begins one epoch for each who begins one at once', async () => {
    await using database = await open();
    const { db } = database;
    const raised = await Promise.all([0, 1, 2, 3].map(() => raiseEpoch(db, 0)));
    expect(raised.map(({ epoch }) => epoch).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  it('moves `stored` only from the old value in the same epoch', async () => {
    await using database = await open();
    const { db } = database;
    await raiseEpoch(db, 0);
    expect(await moveStored(db, { p: 0, epoch: 2, from: 0, to: 42 })).toBe(false);
    expect(await moveStored(db, { p: 0, epoch: 1, from: 7, to: 42 })).toBe(false);
    expect(await logPartition(db, 0)).toEqual({ epoch: 1, stored: 0 });
  });

  it('knows which seqs an epoch jumped over, both ends included', async () => {
    await using database = await open();
    const { db } = database;
    await insertGap(db, { p: 0, from: 10, to: 20 });
    const inGap = await Promise.all([9, 10, 20, 21].map((seq) => isInGap(db, 0, seq)));
    expect(inGap).toEqual([false, true, true, false]);
    expect(await isInGap(db, 1, 15)).toBe(false);
  });
};
