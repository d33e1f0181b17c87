import type { Seq } from '@duet/protocol';
import type { Epochs } from './epochs.ts';
import { RedisAway } from './redis-fault.ts';

/**
 * The least of all partitions, under one epoch. Each gets the newest place of those before it as a hint: an idle one
 * does not hold back what others have stored. Who asks while an answer is on its way gets that one.
 */
export const createWatermark = (epochs: Epochs): (() => Promise<Seq>) => {
  let asking: Promise<Seq> | null = null;
  let hint: Seq = 0;

  const ask = async (): Promise<Seq> => {
    const ticks = await Promise.all(
      epochs.partitions.map((partition) => epochs.ask((epoch) => partition.tick(epoch, hint))),
    );
    const [first] = ticks;
    if (first === undefined || ticks.some(({ epoch }) => epoch !== first.epoch)) {
      throw new RedisAway('the epoch moved under the watermark');
    }
    hint = ticks.reduce((max, { value }) => Math.max(max, value.last), hint);
    return ticks.reduce((least, { value }) => Math.min(least, value.storedThrough), Number.MAX_SAFE_INTEGER);
  };

  return () => {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };
};
