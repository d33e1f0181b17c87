import { isMessageId } from '@duet/protocol';
import type { MessageId } from '@duet/protocol';
import { v7 } from 'uuid';

/** Ids whose order is the order of writing, on this device, over reloads and clocks that are set back. */
export interface MessageIds {
  next(): MessageId;
  /** Ids made from now on stand behind this one. */
  behind(id: MessageId): void;
}

const millisecondsOf = (id: MessageId): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

export const createMessageIds = (now: () => number): MessageIds => {
  let newest = '';
  let last = 0;
  let count = 0;
  return {
    next() {
      const time = Math.floor(now());
      count = time > last ? 0 : count + 1;
      last = Math.max(time, last);
      const id = v7({ msecs: last, seq: count });
      if (!isMessageId(id)) throw new Error('a UUIDv7 is a message id');
      newest = id;
      return id;
    },
    behind(id) {
      if (id <= newest) return;
      newest = id;
      // Its place within its millisecond is not known: the next millisecond is surely behind it.
      last = Math.max(last, millisecondsOf(id) + 1);
    },
  };
};
