import type { Membership } from '@duet/api';
import type { Accepted, Feed, Notice } from '@duet/log';
import type { ErrorReporter } from '../error-reporter.ts';
import { withinTime } from '../within-time.ts';
import type { RoomViews } from './room-views.ts';

/** While SQL is silent nobody's message waits for it longer than this, in ms. */
const firstSightWithin = 500;

/** Tells people what the log accepted and what changed about their rooms. */
export interface FanOut {
  /** In the order of the calls. Resolves once the feed has it. No send waits for it. */
  accepted(batch: readonly Accepted[]): Promise<void>;
  /** A copy that stood at a second place. */
  withdrawn(copy: Accepted): Promise<void>;
  /** The room as each of the two sees it now; who does not see it yet is not told. */
  roomChanged(people: readonly Membership[]): Promise<void>;
  /** Resolves when everything is told. */
  settled(): Promise<void>;
}

export const createFanOut = (options: {
  feed: Pick<Feed, 'publish'>;
  rooms: RoomViews;
  report: ErrorReporter;
}): FanOut => {
  const { feed, rooms, report } = options;
  let tail: Promise<unknown> = Promise.resolve();

  const roomNotices = async (people: readonly Membership[]): Promise<Notice[]> => {
    const views = await Promise.all(people.map(async (who) => ({ who, room: await rooms.listed(who) })));
    return views.flatMap(({ who, room }) => (room ? [{ to: [who.me], event: { type: 'room', room } }] : []));
  };

  /** A person who sees a room for the first time gets it before its first message. */
  const firstSight = async (batch: readonly Accepted[]): Promise<Notice[]> => {
    try {
      const people = batch.flatMap(({ message: { roomId }, members: [one, other] }): Membership[] => [
        { roomId, me: one, peer: other },
        { roomId, me: other, peer: one },
      ]);
      return await withinTime(roomNotices(people), firstSightWithin);
    } catch (cause) {
      // Without it a client fetches the room when the message names one that it does not know.
      report(cause, 'fan-out');
      return [];
    }
  };

  const publish = async (batch: readonly Accepted[]): Promise<void> => {
    const news = batch.filter(({ first }) => first);
    const sights = news.length > 0 ? await firstSight(news) : [];
    const messages = batch.map(({ message, members, epoch }): Notice => ({
      to: members,
      event: { type: 'message', message },
      epoch,
    }));
    await feed.publish([...sights, ...messages]);
  };

  return {
    accepted(batch) {
      const told = tail.then(() => publish(batch));
      tail = told.catch(() => undefined);
      return told;
    },
    withdrawn: ({ message, members, epoch }) =>
      feed.publish([{ to: members, event: { type: 'messageChanged', message }, epoch }]),
    async roomChanged(people) {
      await feed.publish(await roomNotices(people));
    },
    async settled() {
      await tail;
    },
  };
};
