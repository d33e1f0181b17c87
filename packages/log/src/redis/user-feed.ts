import type { DurableEvent, EphemeralEvent, UserId } from '@duet/protocol';
import type { WindowBounds } from '../devices/user-window.ts';
import type { Fit } from './partition.ts';
import type { Reply, RunScript } from './scripts.ts';

/** A user's window as it stands in Redis: the events behind `from`, up to the newest. */
export type FoundWindow = { epoch: string; from: number; events: DurableEvent[] };

/** What travels through a user's channel. `epoch` is empty for what has no place. */
export type Told = { epoch: string; from: number; events: (DurableEvent | EphemeralEvent)[] };

/** The feeds of all users in Redis: a method for each script. A user's keys share a slot with the user's channel. */
export interface UserFeeds {
  /**
   * Opens the window if there is none under the log's epoch, keeps it from now on, and reads what stands behind a place
   * in it: all of it when the place is gone, nothing without one.
   */
  attach(logEpoch: number, userId: UserId, name: string, place: number | null): Promise<Fit<FoundWindow>>;
  publish(logEpoch: number, userId: UserId, name: string, events: readonly DurableEvent[]): Promise<Fit<null>>;
  channel(userId: UserId): string;
  userOf(channel: string): string;
}

export type UserFeedsOptions = { run: RunScript; prefix: string; bounds: WindowBounds; keptMs: number };

// What Redis holds was written by `publish` below: it is parsed, not doubted.
const parseEvents = (reply: Reply | undefined): DurableEvent[] =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  typeof reply === 'object' ? reply.map((event) => JSON.parse(String(event)) as DurableEvent) : [];

export const parseTold = (message: string): Told => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const [epoch, from, events] = JSON.parse(message) as [string, number, Told['events']];
  return { epoch, from, events };
};

/** What has no place in the window, for the channel. */
export const toldOnce = (event: EphemeralEvent): string => JSON.stringify(['', 0, [event]]);

const verdict = <T>(reply: readonly Reply[], parse: (reply: readonly Reply[]) => T): Fit<T> => {
  const [why] = reply;
  return why === 'stale' || why === 'replica' ? { fit: false, why } : { fit: true, value: parse(reply) };
};

export const createUserFeeds = ({ run, prefix, bounds, keptMs }: UserFeedsOptions): UserFeeds => {
  const tag = (userId: UserId): string => `{${prefix}.u${userId}}`;
  const keys = (userId: UserId): string[] => [`${tag(userId)}:window`, `${tag(userId)}:events`];
  const channel = (userId: UserId): string => `${tag(userId)}:live`;

  return {
    attach: async (logEpoch, userId, name, place) => {
      const reply = await run('feed-attach', keys(userId), [logEpoch, name, keptMs, place ?? '']);
      return verdict(reply, ([, epoch, newest, found]) => {
        const events = parseEvents(found);
        return { epoch: String(epoch), from: Number(newest) - events.length, events };
      });
    },
    publish: async (logEpoch, userId, name, events) => {
      const args = [logEpoch, name, bounds.events, bounds.bytes, ...events.map((event) => JSON.stringify(event))];
      return verdict(await run('feed-publish', [...keys(userId), channel(userId)], args), () => null);
    },
    channel,
    userOf: (name) => name.slice(`{${prefix}.u`.length, -'}:live'.length),
  };
};
