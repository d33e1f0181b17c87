import { keyOf, times, windowBound } from './world.ts';
import type { Cursor, Draft, FeedWindow, Partition, Redis, RoomName, Stored, User, World } from './world.ts';

export const newRedis = (world: { serial: number }, skew: number): Redis => {
  world.serial += 1;
  return { replid: world.serial, skew, alive: true, partitions: [null, null], windows: new Map(), history: [] };
};

/** What a replica may have got of it until now. */
export const remember = ({ history, partitions, windows }: Redis): void => {
  history.push(structuredClone({ partitions, windows }));
  if (history.length > 12) history.shift();
};

export type Unfit = { fit: false; why: 'loss' | 'stale' };
export type Fit<T> = { fit: true; value: T } | Unfit;
const fits = <T>(value: T): Fit<T> => ({ fit: true, value });
const stale: Unfit = { fit: false, why: 'stale' };

export type AppendReply = { status: 'placed'; seq: number; replayed: boolean } | { status: 'absent' };
export type AttachReply = { reset: boolean; window: string; newest: number; events: FeedWindow['events'] };

/** Each method is one script: it runs whole, on the Redis that its caller is connected to. */
export const createScripts = (world: World) => {
  const now = (redis: Redis): number => world.time + redis.skew;
  const isOwn = (redis: Redis, partition: Partition): boolean =>
    !world.has('replicationId') || partition.replid === redis.replid;
  const windowName = ({ epoch, serial }: FeedWindow): string =>
    world.has('replicationId') ? `${epoch}:${serial}` : `0:${serial}`;

  const under = <T>(redis: Redis, p: number, epoch: number, work: (partition: Partition) => T): Fit<T> => {
    const partition = redis.partitions[p];
    if (!partition || !isOwn(redis, partition)) return { fit: false, why: 'loss' };
    return partition.epoch === epoch ? fits(work(partition)) : stale;
  };

  const beginWindow = (redis: Redis, user: User, epoch: number): FeedWindow => {
    world.serial += 1;
    const window = { epoch, serial: world.serial, newest: 0, events: [], touched: now(redis) };
    redis.windows.set(user, window);
    return window;
  };

  return {
    now,
    isOwn,

    append: (redis: Redis, p: number, epoch: number, draft: Draft, asked: { lookedUp: boolean; claimed: boolean }) =>
      under(redis, p, epoch, (partition): AppendReply => {
        const known = partition.ids.get(keyOf(draft));
        if (known && (known.expires === null || known.expires > now(redis))) {
          return { status: 'placed', seq: known.seq, replayed: true };
        }
        if (asked.claimed) return { status: 'absent' };
        const { written } = draft;
        const isNew =
          written > partition.begun + times.skew &&
          written > now(redis) - times.young &&
          written < now(redis) + times.skew;
        if (!isNew && !asked.lookedUp && world.has('lookUp')) return { status: 'absent' };
        partition.last = Math.max(now(redis), partition.last + 1);
        const seq = partition.last;
        partition.stream.push({ ...draft, seq });
        partition.ids.set(keyOf(draft), { seq, expires: null, written });
        partition.unpublished.set(seq, now(redis));
        remember(redis);
        world.witness.accepted(epoch, { ...draft, seq });
        return { status: 'placed', seq, replayed: false };
      }),

    tick: (redis: Redis, p: number, epoch: number, hint: number) =>
      under(redis, p, epoch, (partition) => {
        if (!world.has('oldestUndrained')) {
          return { storedThrough: Math.max(partition.last, now(redis)), last: partition.last };
        }
        const [oldest] = partition.stream;
        if (oldest) return { storedThrough: oldest.seq - 1, last: partition.last };
        partition.last = Math.max(partition.last, now(redis), world.has('hint') ? hint : 0);
        remember(redis);
        return { storedThrough: partition.last, last: partition.last };
      }),

    range: (redis: Redis, p: number, epoch: number, after: number) =>
      under(redis, p, epoch, ({ stream }) => structuredClone(stream.filter(({ seq }) => seq > after).slice(0, 4))),

    trim: (redis: Redis, p: number, epoch: number, upTo: number) =>
      under(redis, p, epoch, (partition) => {
        for (const message of partition.stream) {
          const known = partition.ids.get(keyOf(message));
          if (message.seq <= upTo && known) {
            known.expires = Math.max(now(redis), message.written) + times.idKept;
          }
        }
        partition.stream = partition.stream.filter(({ seq }) => seq > upTo);
        remember(redis);
        return null;
      }),

    begin: (redis: Redis, p: number, epoch: number, floor: number): Fit<null> => {
      const old = redis.partitions[p];
      if (old && old.epoch >= epoch) return fits(null);
      redis.partitions[p] = {
        epoch,
        replid: redis.replid,
        begun: now(redis),
        last: Math.max(floor, old?.last ?? 0),
        stream: old?.stream ?? [],
        ids: old?.ids ?? new Map(),
        unpublished: old?.unpublished ?? new Map(),
      };
      remember(redis);
      return fits(null);
    },

    published: (redis: Redis, p: number, seq: number): Fit<null> => {
      redis.partitions[p]?.unpublished.delete(seq);
      return fits(null);
    },

    unpublished: (redis: Redis, p: number, epoch: number) =>
      under(redis, p, epoch, ({ unpublished, stream }) => ({
        seqs: [...unpublished].filter(([, at]) => at < now(redis) - times.unpublished).map(([seq]) => seq),
        stream: structuredClone(stream),
      })),

    tail: (redis: Redis, p: number, epoch: number, room: RoomName) =>
      under(redis, p, epoch, ({ stream }) => structuredClone(stream.filter((message) => message.room === room))),

    attach: (redis: Redis, user: User, epoch: number, cursor: Cursor | null): Fit<AttachReply> => {
      let window = redis.windows.get(user);
      if (window && window.epoch > epoch) return stale;
      if (!window || (window.epoch !== epoch && world.has('replicationId'))) window = beginWindow(redis, user, epoch);
      window.touched = now(redis);
      remember(redis);
      const { newest } = window;
      const name = windowName(window);
      const oldest = newest - window.events.length;
      const holds =
        cursor !== null &&
        cursor.window === name &&
        cursor.offset >= oldest &&
        (!world.has('replicationId') || cursor.offset <= newest);
      if (!holds) return fits({ reset: true, window: name, newest, events: [] });
      const events = structuredClone(window.events.filter(({ offset }) => offset > cursor.offset));
      return fits({ reset: false, window: name, newest, events });
    },

    publish: (redis: Redis, user: User, epoch: number, message: Stored): Fit<null> => {
      let window = redis.windows.get(user);
      if (!window) return fits(null);
      if (window.epoch > epoch) return stale;
      const attached = world.devices.filter((device) => device.user === user && device.sink !== null);
      if (!world.has('windowKept') && attached.length === 0) return fits(null);
      if (window.epoch !== epoch && world.has('replicationId')) window = beginWindow(redis, user, epoch);
      window.newest += 1;
      window.events.push({ offset: window.newest, message: { ...message } });
      if (window.events.length > windowBound) window.events.shift();
      remember(redis);
      for (const { sink, node } of attached) {
        // Pub/sub is at most once.
        if (node.link !== redis || (!world.calm && world.random.chance(0.08))) continue;
        sink?.push({ type: 'message', window: windowName(window), offset: window.newest, message: { ...message } });
      }
      return fits(null);
    },

    expire: (redis: Redis): void => {
      for (const [user, { touched }] of redis.windows) {
        if (world.has('windowKept') && now(redis) - touched > times.windowKept) redis.windows.delete(user);
      }
      for (const partition of redis.partitions) {
        for (const [key, { expires }] of partition?.ids ?? []) {
          if (expires !== null && expires <= now(redis)) partition?.ids.delete(key);
        }
      }
    },
  };
};

export type Scripts = ReturnType<typeof createScripts>;
