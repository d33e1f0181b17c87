import { setTimeout as delay } from 'node:timers/promises';
import type { LiveItem, LiveService } from '@duet/api';
import type { Attachment, Feed, MessageLog } from '@duet/log';
import type { Cursor, FeedEvent, RoomId, UserId } from '@duet/protocol';
import type { ErrorReporter } from '../error-reporter.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import type { Memberships } from './memberships.ts';
import type { Presence } from './presence.ts';

// Long enough not to spin on a fault, short enough to be back before a device notices.
const retryDelay = 250;

type Only = { roomId: RoomId; peer: UserId };

const concerns = (event: FeedEvent, { roomId, peer }: Only): boolean => {
  switch (event.type) {
    case 'message':
    case 'messageChanged':
      return event.message.roomId === roomId;
    case 'room':
      return event.room.id === roomId;
    case 'read':
    case 'typing':
      return event.roomId === roomId;
    case 'presence':
      return event.userId === peer;
    case 'reset':
    case 'heartbeat':
      return true;
    default:
      return event satisfies never;
  }
};

export const createLiveService = (options: {
  feed: Pick<Feed, 'attach'>;
  log: Pick<MessageLog, 'storedThrough'>;
  book: Pick<SessionBook, 'onEnd'>;
  memberships: Memberships;
  presence: Pick<Presence, 'enter'>;
  metrics: Pick<Metrics, 'told'>;
  report: ErrorReporter;
}): LiveService => {
  const { feed, log, book, memberships, presence, metrics, report } = options;

  /** A fault of ours costs it a new attachment behind its last batch, never the subscription. */
  const startReading = (userId: UserId, after: Cursor | null, only: Only | null, stop: AbortSignal) => {
    let attachment: Attachment | null = null;
    let place = after;
    let greeted = false;

    const detach = (): void => {
      attachment?.detach();
      attachment = null;
    };

    /** `null`: it was stopped. */
    const next = async (): Promise<LiveItem | null> => {
      while (!stop.aborted) {
        try {
          attachment ??= await feed.attach(userId, place);
          const batch = await attachment.next(stop);
          // The session may have ended while the batch was on its way.
          if (!batch || stop.aborted) return null;
          const events = only ? batch.events.filter((event) => concerns(event, only)) : batch.events;
          // Nothing was missed: the device still wants to hear that it is attached, and where.
          if (!greeted && events.length === 0) {
            events.push({ type: 'heartbeat', storedThrough: await log.storedThrough() });
          }
          greeted = true;
          place = batch.cursor;
          metrics.told(events);
          if (events.length > 0) return { cursor: batch.cursor, events };
        } catch (cause) {
          detach();
          report(cause, 'live');
          await delay(retryDelay, undefined, { signal: stop }).catch(() => {});
        }
      }
      return null;
    };

    return { next, detach };
  };

  return {
    async *events(session, after, roomId, signal) {
      const only = roomId === null ? null : await memberships.of(session.userId, roomId);
      if (roomId !== null && only === null) return;
      const over = new AbortController();
      const stop = (): void => over.abort();
      const forget = book.onEnd(session, stop);
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      const leave = presence.enter(session.userId);
      const reading = startReading(session.userId, after, only, over.signal);
      try {
        for (let item = await reading.next(); item; item = await reading.next()) yield item;
      } finally {
        reading.detach();
        leave();
        forget();
        signal.removeEventListener('abort', stop);
      }
    },
  };
};
