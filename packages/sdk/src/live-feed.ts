import type { Cursor, FeedEvent, ResetReason } from '@duet/protocol';
import { apart } from './apart.ts';
import { backOffMs } from './back-off.ts';
import { reasonOf } from './reason.ts';
import type { DuetTrpc } from './trpc.ts';

/** One reading of everything that is mine, for as long as the chat lives. */
export interface LiveFeed {
  /** Every batch from now on. Who comes while a reset is owed is told of it first. */
  onEvents(listener: (events: readonly FeedEvent[]) => void): () => void;
  loaded(): void;
  close(): void;
}

/** A kind that this build knows. A newer server may tell of others: they are passed over. */
const isKnown = (event: FeedEvent): boolean => {
  switch (event.type) {
    case 'message':
    case 'messageChanged':
    case 'room':
    case 'read':
    case 'typing':
    case 'presence':
    case 'reset':
    case 'heartbeat':
      return true;
    default:
      event satisfies never;
      return false;
  }
};

/** Opaque: whatever the server names is the place to come back to. */
const isCursor = (id: string): id is Cursor => id !== '';

export const createLiveFeed = (options: {
  trpc: DuetTrpc;
  random: () => number;
  /** Hears of each batch before every listener. */
  first: (events: readonly FeedEvent[]) => void;
}): LiveFeed => {
  const { trpc, random, first } = options;
  const listeners = new Set<(events: readonly FeedEvent[]) => void>();
  let owed: ResetReason | null = null;
  let cursor: Cursor | undefined;
  let reconnected = false;
  let failures = 0;
  let stop: (() => void) | null = null;
  let closed = false;

  const take = (batch: readonly FeedEvent[]) => {
    const known = batch.filter(isKnown);
    const reset = known.findLast((event) => event.type === 'reset');
    const repeated = reconnected && !reset ? owed : null;
    reconnected = false;
    if (reset) owed = reset.reason;
    if (known.length > 0) first(known);
    const events = repeated === null ? known : [{ type: 'reset' as const, reason: repeated }, ...known];
    if (events.length > 0) for (const listener of Array.from(listeners)) apart(() => listener(events));
  };

  const start = (): void => {
    const subscription = trpc.live.events.subscribe(cursor === undefined ? undefined : { lastEventId: cursor }, {
      onStarted() {
        reconnected = true;
      },
      onData(item) {
        if (isCursor(item.id)) cursor = item.id;
        failures = 0;
        take(item.data);
      },
      onError: (error) => again(reasonOf(error) === 'signed_out'),
      onComplete: () => again(false),
    });
    stop = () => subscription.unsubscribe();
  };

  /** The server ended it, which is not what it promises: take it up again, behind what came last. */
  const again = (signedOut: boolean): void => {
    if (closed || signedOut) return;
    failures += 1;
    const timer = setTimeout(start, backOffMs(failures, random()));
    stop = () => clearTimeout(timer);
  };

  start();
  return {
    onEvents(listener) {
      const entry = (events: readonly FeedEvent[]) => listener(events);
      listeners.add(entry);
      if (owed !== null) {
        queueMicrotask(() => {
          const reason = owed;
          if (reason !== null && listeners.has(entry)) apart(() => entry([{ type: 'reset', reason }]));
        });
      }
      return () => void listeners.delete(entry);
    },
    loaded() {
      owed = null;
    },
    close() {
      closed = true;
      stop?.();
      listeners.clear();
    },
  };
};
