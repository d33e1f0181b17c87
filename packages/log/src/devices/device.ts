import type { EphemeralEvent, FeedEvent, ResetReason, Seq } from '@duet/protocol';
import type { Attachment, FeedBatch } from '../feed.ts';
import type { Resumption, UserWindow } from './user-window.ts';

/** Events in one batch: a PONG or a send must be able to pass between two. */
const batchBound = 200;
/** Typing and presence that wait for a slow device; the oldest give way. */
const ephemeralBound = 32;

/** One attached device: a place in its user's window, and what has none. */
export interface Device extends Attachment {
  /** For the next batch that reaches the newest event. */
  signal(event: EphemeralEvent): void;
  /** The same; only the latest is told. */
  heartbeat(storedThrough: Seq): void;
  /** The turn of the loop in which something came is over: whoever waits gets all of it. */
  wake(): void;
  /** Ends it; whoever waits gets `null`. */
  end(): void;
}

/**
 *   waiting ──wake──▶ ready ──next()──▶ waiting, or ready again while more is left
 *   any ──end()──▶ ended
 *
 * The first batch is ready from the start. A window may begin anew under another epoch: its devices are reset.
 */
export const createDevice = (window: UserWindow, resumption: Resumption, onDetach: () => void): Device => {
  let epoch = window.epoch;
  let place = resumption.ok ? resumption.offset : window.newest;
  let reset: ResetReason | null = resumption.ok ? null : resumption.reason;
  let ephemerals: EphemeralEvent[] = [];
  let storedThrough: Seq | null = null;
  let ready = true;
  let ended = false;
  let waiter: ((batch: FeedBatch | null) => void) | null = null;

  /** The rest comes with the batch that reaches the newest event, because it was said about that moment. */
  const take = (): FeedBatch => {
    if (window.epoch !== epoch) {
      reset = 'unknown_epoch';
      epoch = window.epoch;
      place = window.newest;
    } else if (!window.holds(place)) {
      reset = 'overflow';
      place = window.newest;
    }
    const events: FeedEvent[] = reset === null ? [] : [{ type: 'reset', reason: reset }];
    reset = null;
    const taken = window.read(place, batchBound);
    events.push(...taken);
    place += taken.length;
    ready = place < window.newest;
    if (!ready) {
      events.push(...ephemerals);
      if (storedThrough !== null) events.push({ type: 'heartbeat', storedThrough });
      ephemerals = [];
      storedThrough = null;
    }
    return { cursor: window.cursorAt(place), events };
  };

  /** Not so when `next()` came between the event and the wake, and took it. */
  const hasNews = (): boolean =>
    place !== window.newest || epoch !== window.epoch || ephemerals.length > 0 || storedThrough !== null;

  const hand = (batch: FeedBatch | null): void => {
    const waiting = waiter;
    waiter = null;
    waiting?.(batch);
  };

  const end = (): void => {
    ended = true;
    hand(null);
  };

  return {
    next: (signal) => {
      if (waiter !== null) throw new Error('a device takes one batch after the other');
      if (ended || signal.aborted) return Promise.resolve(null);
      if (ready) return Promise.resolve(take());
      return new Promise((resolve) => {
        const onAbort = (): void => hand(null);
        signal.addEventListener('abort', onAbort, { once: true });
        waiter = (batch) => {
          signal.removeEventListener('abort', onAbort);
          resolve(batch);
        };
      });
    },
    detach: () => {
      if (ended) return;
      end();
      onDetach();
    },
    signal: (event) => {
      if (ephemerals.length === ephemeralBound) ephemerals.shift();
      ephemerals.push(event);
    },
    heartbeat: (seq) => {
      storedThrough = seq;
    },
    wake: () => {
      ready ||= hasNews();
      if (ready && waiter !== null) hand(take());
    },
    end,
  };
};
