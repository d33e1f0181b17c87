import type { FeedEvent } from '@duet/protocol';

/** A loop that falls further behind than this has lost the thread: it is told, instead of memory filling up. */
const maxUnread = 5_000;

/** `onEvents` as an async iterable. Ends when `signal` aborts or the loop breaks; throws when the loop falls too far behind. */
export const createEventStream = (
  onEvents: (listener: (events: readonly FeedEvent[]) => void) => () => void,
  signal: AbortSignal,
): AsyncIterable<FeedEvent> => ({
  async *[Symbol.asyncIterator]() {
    const unread: FeedEvent[] = [];
    let overrun = false;
    let wake: (() => void) | null = null;
    const stop = onEvents((events) => {
      overrun ||= unread.length + events.length > maxUnread;
      if (!overrun) unread.push(...events);
      wake?.();
    });
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
      stop();
      signal.removeEventListener('abort', abort);
    }
  },
});
