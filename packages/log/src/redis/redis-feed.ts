import type { UserId } from '@duet/protocol';
import { isUserId } from '@duet/protocol';
import { createDevice } from '../devices/device.ts';
import type { Device } from '../devices/device.ts';
import { createTurnEnd } from '../devices/turn-end.ts';
import { newWindowEpoch, parseCursor } from '../devices/user-window.ts';
import type { WindowBounds } from '../devices/user-window.ts';
import type { Feed } from '../feed.ts';
import type { RedisLink } from './connect-redis.ts';
import type { Epochs } from './epochs.ts';
import { createMirror } from './mirror.ts';
import type { Mirror } from './mirror.ts';
import { repeat } from './repeat.ts';
import { createUserFeeds, parseTold, toldOnce } from './user-feed.ts';
import type { FoundWindow, Told } from './user-feed.ts';

export type RedisFeedOptions = {
  redis: RedisLink;
  epochs: Epochs;
  /** From 0 to below 1, like `Math.random`. */
  chance: () => number;
  /** For the operator. Told when it begins. */
  onFault: (cause: unknown) => void;
  /** A user's window: 1,000 events and 1 MiB unless told. */
  bounds?: WindowBounds;
  /** How long a window outlives its user's last device, in ms: 15 minutes unless told. */
  keptMs?: number;
};

/** A feed over as many nodes as there are. */
export interface RedisFeed extends Feed {
  /** Compares this node's places with those in Redis, and keeps the windows of its users. It does so by itself too. */
  compare(): Promise<void>;
}

/** A user with devices on this node. */
type Member = {
  readonly userId: UserId;
  readonly devices: Set<Device>;
  /** Resolves once the channel is heard; nothing is read before. */
  subscribed: Promise<unknown>;
  mirror: Mirror | null;
  /** Something was told that the mirror could not take: the window has to be read once more. */
  missed: boolean;
  attaching: number;
};

/** How often places are compared, in ms: pub/sub is at most once, and a moved slot says nothing. */
const compareEvery = 15_000;
/** How soon it is tried again where that failed, in ms. */
const mendEvery = 250;

/**
 *   publish ─script─▶ the user's window in Redis ─SPUBLISH─▶ every node with devices of this user ─▶ mirror ─▶ devices
 *
 * Whatever was missed (a cut subscriber, a hole in the offsets, a new epoch) is read again from the window.
 */
export const createRedisFeed = (options: RedisFeedOptions): RedisFeed => {
  const { redis, epochs, chance, onFault, keptMs = 15 * 60 * 1_000 } = options;
  const { bounds = { events: 1_000, bytes: 1024 * 1024 } } = options;
  const { commands, subscriber } = redis;
  const feeds = createUserFeeds({ run: epochs.run, prefix: epochs.prefix, bounds, keptMs });
  const members = new Map<UserId, Member>();
  /** Those whose mirror may be behind, or of an older epoch: no watermark is told to them. */
  const behind = new Set<Member>();
  const turnEnd = createTurnEnd();
  let closed = false;

  const find = async (userId: UserId, place: number | null): Promise<FoundWindow> => {
    const name = newWindowEpoch(chance);
    return (await epochs.ask((epoch) => feeds.attach(epoch, userId, name, place))).value;
  };

  const hear = (member: Member, told: Told): void => {
    if (told.epoch === '') {
      for (const event of told.events) {
        if (event.type === 'typing' || event.type === 'presence') {
          for (const device of member.devices) device.signal(event);
        }
      }
    } else {
      const events = told.events.filter((event) => event.type !== 'typing' && event.type !== 'presence');
      if (member.mirror?.hear({ ...told, events }) !== true) {
        member.missed = true;
        mend(member);
      }
    }
    turnEnd.stir(member.devices);
  };

  const read = async (member: Member, place: number | null): Promise<Mirror> => {
    let mirror = member.mirror;
    do {
      member.missed = false;
      const found = await find(member.userId, place);
      if (member.mirror === null) member.mirror = createMirror(found, bounds);
      else member.mirror.take(found);
      mirror = member.mirror;
    } while (member.missed);
    turnEnd.stir(member.devices);
    return mirror;
  };

  const readAgain = async (member: Member): Promise<void> => {
    await member.subscribed.catch(() => {
      member.subscribed = subscribe(member.userId);
      return member.subscribed;
    });
    const epoch = epochs.current();
    await read(member, member.mirror?.newest ?? null);
    if (epochs.current() === epoch) behind.delete(member);
  };

  const mend = (member: Member): void => {
    if (member.mirror === null || behind.has(member)) return;
    behind.add(member);
    void readAgain(member).catch(onFault);
  };

  const standing = ({ mirror }: Member): string | null => mirror?.cursorAt(mirror.newest) ?? null;

  /**
   * What is found and was not heard means that this node may be deaf for the user: when a slot moves, a subscriber is put
   * out of its channel and is not always told where to go.
   */
  const compareOne = async (member: Member): Promise<void> => {
    const known = standing(member);
    await readAgain(member);
    if (known === null || standing(member) === known) return;
    member.subscribed = resubscribe(member);
    await readAgain(member);
  };

  const readAll = async (those: Iterable<Member>, read = readAgain): Promise<void> => {
    const outcomes = await Promise.allSettled([...those].map(read));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };

  const subscribe = (userId: UserId): Promise<unknown> => subscriber.ssubscribe(feeds.channel(userId));

  /** Forgotten first: of a channel that it is told of twice a cluster's client keeps two. */
  const resubscribe = async (member: Member): Promise<void> => {
    await subscriber.sunsubscribe(feeds.channel(member.userId)).catch(() => undefined);
    if (members.get(member.userId) === member) await subscribe(member.userId);
  };

  const onMessage = (channel: string, message: string): void => {
    const userId = feeds.userOf(channel);
    const member = isUserId(userId) ? members.get(userId) : undefined;
    if (member !== undefined) hear(member, parseTold(message));
  };

  /** A new connection hears nothing yet, and nobody knows what the old one missed. */
  const onReady = (): void => {
    for (const member of members.values()) {
      member.subscribed = resubscribe(member);
      // Who waits for it is told; nobody may be waiting.
      member.subscribed.catch(() => undefined);
      behind.add(member);
    }
    void readAll(members.values()).catch(onFault);
  };
  subscriber.on('smessage', onMessage);
  subscriber.on('ready', onReady);
  // Of a cluster: some of its connections are new, or its slots have moved.
  subscriber.on('subscribersReady', onReady);
  // In the same turn: no watermark of the new epoch reaches a device that still stands in an older one's window.
  const stopFollowing = epochs.onMoved(() => {
    for (const member of members.values()) behind.add(member);
    void readAll(members.values()).catch(onFault);
  });

  const stops = [
    repeat(async () => {
      await readAll(behind);
      return mendEvery;
    }, onFault),
    repeat(async () => {
      await readAll(members.values(), compareOne);
      return compareEvery;
    }, onFault),
  ];

  const leave = (member: Member): void => {
    if (member.devices.size > 0 || member.attaching > 0 || members.get(member.userId) !== member) return;
    members.delete(member.userId);
    behind.delete(member);
    if (closed) return;
    // The window's time begins now. Losing this costs at most the time since it was compared.
    find(member.userId, null).catch(() => undefined);
    subscriber.sunsubscribe(feeds.channel(member.userId)).catch(() => undefined);
  };

  const enter = (userId: UserId): Member => {
    const known = members.get(userId);
    if (known !== undefined) return known;
    const member: Member = {
      userId,
      devices: new Set(),
      subscribed: subscribe(userId),
      mirror: null,
      missed: false,
      attaching: 0,
    };
    members.set(userId, member);
    return member;
  };

  return {
    publish: async (notices) => {
      const byUser = new Map<UserId, typeof notices>();
      for (const notice of notices) {
        for (const userId of notice.to) byUser.set(userId, [...(byUser.get(userId) ?? []), notice]);
      }
      await Promise.all(
        [...byUser].map(([userId, of]) => {
          const name = newWindowEpoch(chance);
          return epochs.ask(async (current) => {
            // What an older epoch accepted may be lost in this one: who is reset reads what is left of it.
            const events = of.filter(({ epoch }) => epoch === undefined || epoch === current).map(({ event }) => event);
            return events.length === 0 ? { fit: true, value: null } : feeds.publish(current, userId, name, events);
          });
        }),
      );
    },

    signal: (to, event) => {
      const told = toldOnce(event);
      // Not promised: what cannot be told now is not told.
      for (const userId of to) commands.spublish(feeds.channel(userId), told).catch(() => undefined);
    },

    heartbeat: (storedThrough) => {
      for (const member of members.values()) {
        if (behind.has(member)) continue;
        for (const device of member.devices) device.heartbeat(storedThrough);
        turnEnd.stir(member.devices);
      }
    },

    attach: async (userId, after) => {
      if (closed) return { next: async () => null, detach: () => undefined };
      const place = after === null ? null : parseCursor(after);
      const member = enter(userId);
      member.attaching += 1;
      try {
        await member.subscribed;
        const mirror = await read(member, place?.offset ?? null);
        const device = createDevice(mirror, mirror.resume(after), () => {
          member.devices.delete(device);
          turnEnd.forget(device);
          leave(member);
        });
        member.devices.add(device);
        if (closed) device.end();
        return device;
      } finally {
        member.attaching -= 1;
        leave(member);
      }
    },

    compare: () => readAll(members.values(), compareOne),

    close: async () => {
      closed = true;
      subscriber.off('smessage', onMessage);
      subscriber.off('ready', onReady);
      subscriber.off('subscribersReady', onReady);
      stopFollowing();
      turnEnd.stop();
      for (const { devices } of members.values()) for (const device of devices) device.end();
      members.clear();
      behind.clear();
      await Promise.all(stops.map((stop) => stop()));
    },
  };
};
