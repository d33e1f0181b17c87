import type { Accepted } from '../message-log.ts';
import type { Epochs } from './epochs.ts';

/** Entries of one partition in one sweep. */
const sweepBound = 200;

/**
 *   accepted ──told──▶ published
 *       └──nobody did for a second──▶ a sweep tells it, on whatever node but the one that is at it
 */
export interface Teller {
  /** In one piece with everything else of this turn of the loop. */
  tell(accepted: Accepted, epoch: number): void;
  /** Tells what nobody has published. Needs no SQL. */
  sweep(node: string): Promise<void>;
  settled(): Promise<void>;
}

const placeOf = ({ message }: Accepted): string => `${message.roomId} ${message.seq}`;

export const createTeller = (
  epochs: Epochs,
  onAccepted: (accepted: Accepted[]) => Promise<void>,
  onFault: (cause: unknown) => void,
): Teller => {
  let batch: Accepted[] = [];
  let tail = Promise.resolve();
  /**
   * What is on its way to the feed. Under overload that takes longer than a sweep waits, which then told every second
   * message twice and made the overload worse.
   */
  const underWay = new Set<string>();

  const publish = async (accepted: Accepted[]): Promise<void> => {
    try {
      await onAccepted(accepted);
      const byPartition = Map.groupBy(accepted, ({ message }) => epochs.partitionOf(message.roomId));
      await Promise.all(
        [...byPartition].map(([partition, told]) => partition.published(told.map(({ message }) => message.seq))),
      );
    } finally {
      for (const one of accepted) underWay.delete(placeOf(one));
    }
  };

  const flush = (): void => {
    const told = batch;
    batch = [];
    // What fails stays unpublished, for a sweep.
    tail = tail.then(() => publish(told)).catch(onFault);
  };

  return {
    tell: (accepted, epoch) => {
      if (batch.length === 0) setImmediate(flush);
      underWay.add(placeOf(accepted));
      batch.push({ ...accepted, epoch });
    },
    sweep: async (node) => {
      for (const partition of epochs.partitions) {
        // At its memory limit Redis refuses even a lease; twice told is no harm.
        if (!(await partition.lease(node).catch(() => true))) continue;
        const { epoch, value } = await epochs.ask((current) => partition.unpublished(current, sweepBound));
        const untold = value.filter((accepted) => !underWay.has(placeOf(accepted)));
        if (untold.length > 0) await publish(untold.map((accepted) => ({ ...accepted, epoch })));
      }
    },
    settled: async () => {
      while (batch.length > 0) await new Promise(setImmediate);
      await tail;
    },
  };
};
