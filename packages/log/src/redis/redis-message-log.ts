import { randomUUID } from 'node:crypto';
import type { Database } from '@duet/db';
import type { Accepted, AppendResult, Entry, MessageLog } from '../message-log.ts';
import { readBacklog } from './backlog.ts';
import { createDrain } from './drain.ts';
import type { Epochs } from './epochs.ts';
import { createUnionReader } from './read-union.ts';
import { createRedisAppend } from './redis-append.ts';
import { repeat } from './repeat.ts';
import { createRoomCopies } from './room-copies.ts';
import { createTeller } from './teller.ts';
import { createWatermark } from './watermark.ts';

export type RedisMessageLogOptions = {
  epochs: Epochs;
  database: Pick<Database, 'db'>;
  /** Milliseconds since the epoch. Redis' clock gives places; this one only dates what goes straight into SQL. */
  now: () => number;
  /**
   * What this node accepted in one turn of the event loop, or found untold. Resolves once the feed has it; what is
   * rejected is told again within seconds, by whichever node finds it.
   */
  onAccepted: (accepted: Accepted[]) => Promise<void>;
  /** A message that stood twice: its devices are to take this place of it back. */
  onWithdrawn: (withdrawn: Accepted) => void;
  /** For the operator: what goes wrong and heals by itself. Told when it begins. */
  onFault: (cause: unknown) => void;
  /** For the operator: what a person has to look at. */
  onAlarm: (cause: Error) => void;
};

/** A drain waits so long to fill a batch, in ms. */
const drainEvery = 200;
/** How often it is looked for what nobody has published, and whether the epoch has moved, in ms. */
const sweepEvery = 1_000;

/** Appends in Redis and drains into SQL, on as many nodes as there are. */
export const createRedisMessageLog = (options: RedisMessageLogOptions): MessageLog => {
  const { epochs, database, now, onAccepted, onWithdrawn, onFault, onAlarm } = options;
  const node = randomUUID();
  const rooms = createRoomCopies(epochs, database);
  const appender = createRedisAppend({ epochs, database, rooms, now });
  const reader = createUnionReader(epochs, database);
  const teller = createTeller(epochs, onAccepted, onFault);
  const drain = createDrain({ epochs, database, node, now, onWithdrawn, onAlarm });
  const open = new Set<Promise<unknown>>();
  let closed = false;

  const stops = [
    repeat(async () => ((await drain()) > 0 ? drainEvery / 4 : drainEvery), onFault),
    repeat(async () => {
      await teller.sweep(node);
      return sweepEvery;
    }, onFault),
    repeat(async () => {
      await epochs.check();
      return sweepEvery;
    }, onFault),
  ];

  const append = async (entry: Entry, claim: number | null): Promise<AppendResult> => {
    const { result, fresh, again, epoch } = await appender.append(entry, claim);
    const told = fresh ?? again;
    const current = epoch ?? epochs.current();
    if (told !== undefined && current !== null) teller.tell(told, current);
    return result;
  };

  return {
    append: (entry, claim) => {
      if (closed) return Promise.resolve({ ok: false, reason: 'try_later' });
      const appending = append(entry, claim ?? null);
      open.add(appending);
      const forget = (): void => void open.delete(appending);
      appending.then(forget, forget);
      return appending;
    },
    known: (key) => appender.known(key),
    history: (roomId, range, limit) => reader.history(roomId, range, limit),
    heads: (me, listed) => reader.heads(me, listed),
    lastSeq: (roomId) => reader.lastSeq(roomId),
    storedThrough: createWatermark(epochs),
    backlog: () => readBacklog(epochs),
    roomsChanging: async (roomIds) => {
      await Promise.all(roomIds.map((roomId) => rooms.forget(roomId)));
    },
    roomChanged: (roomId) => rooms.settle(roomId),
    close: async () => {
      closed = true;
      await Promise.allSettled(open);
      await Promise.all(stops.map((stop) => stop()));
      await teller.settled();
    },
  };
};
