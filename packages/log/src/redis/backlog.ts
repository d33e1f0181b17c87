import type { Backlog } from '../message-log.ts';
import type { Epochs } from './epochs.ts';

/** Of all partitions together, whichever node accepted it. */
export const readBacklog = async (epochs: Epochs): Promise<Backlog> => {
  const backlogs = await Promise.all(
    epochs.partitions.map((partition) => epochs.ask((epoch) => partition.backlog(epoch))),
  );
  return backlogs.reduce(
    (sum, { value }) => ({
      messages: sum.messages + value.messages,
      oldestMs: Math.max(sum.oldestMs, value.oldestMs),
    }),
    { messages: 0, oldestMs: 0 },
  );
};
