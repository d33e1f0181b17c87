import type { FeedEvent } from '@duet/protocol';

/** A loop that falls further behind than this has lost the thread: it is told, instead of memory filling up. */
const maxUnread = 5_000;

/**
 * `onEvents` as an async iterable, for one loop. Takes events from now on, whether the loop has begun or not. Ends when
 * `signal` aborts or the loop breaks; throws when the loop falls too far behind.
 */
export const createEventStream = (
  onEvents: (listener: (events: readonly FeedEvent[]) => void) => () => void,
  signal: AbortSignal,
): AsyncIterable<FeedEvent> => {
  const unread: FeedEvent[] = [];
  let overrun = false;
  let wake: (() => void) | null = null;
  const stop = onEvents((events) => {
    overrun = unread.length + events.length > maxUnread;
    // Nobody may ever read it: it holds no more than it may, and then nothing.
    if (overrun) leave();
    else unread.push(...events);
    wake?.();
  });
  const leave = () => {
    stop();
    unread.length = 0;
  };

  async function* read(): AsyncGenerator<FeedEvent> {
    const abort = () => wake?.();
    signal.addEventListener('abort', abort);
    try {
      for (;;) {
        if (overrun) throw new Error(`more than ${maxUnread} events were not read`);
        if (signal.aborted) return;
        const event = unread.shift();
        if (event) yield event;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      leave();
      signal.removeEventListener('abort', abort);
    }
  }
  return read();
};
