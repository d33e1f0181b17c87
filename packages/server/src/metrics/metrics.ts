import type { Accepted } from '@duet/log';
import type { FeedEvent, Reason, SendResult, Seq } from '@duet/protocol';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { shared } from '../shared.ts';
import { addSourceGauges } from './source-gauges.ts';
import type { Sources } from './source-gauges.ts';
import { createUnstored } from './unstored.ts';

/** What an operator watches. */
export interface Metrics {
  /** Runs a send, and counts what it came to and how long that took. */
  send(work: () => Promise<SendResult>): Promise<SendResult>;
  accepted(batch: readonly Accepted[]): void;
  stored(through: Seq): void;
  told(events: readonly FeedEvent[]): void;
  refused(reason: Reason): void;
  connected(): void;
  disconnected(): void;
  /** To be called once. */
  read(sources: Sources): void;
}

export interface MetricsPage {
  readonly contentType: string;
  text(): Promise<string>;
}

export const noMetrics: Metrics = {
  send: (work) => work(),
  accepted: () => {},
  stored: () => {},
  told: () => {},
  refused: () => {},
  connected: () => {},
  disconnected: () => {},
  read: () => {},
};

const outcomeOf = (result: SendResult): string =>
  result.ok ? (result.replayed ? 'replayed' : 'accepted') : result.reason;

/** In Prometheus' words, in a registry of its own: two in one process count apart. `now`: ms since the epoch. */
export const createMetrics = (now: () => number): Metrics & { page: MetricsPage } => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const unstored = createUnstored(now);

  const sends = new Counter({
    name: 'duet_sends_total',
    help: 'Sends by what they came to; unknown: an error, after which the device asks again',
    labelNames: ['outcome'] as const,
    registers,
  });
  const accept = new Histogram({
    name: 'duet_accept_seconds',
    help: 'From a send to its acceptance',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const store = new Histogram({
    name: 'duet_store_seconds',
    help: 'From the acceptance of a message to the first look that finds it stored in SQL',
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300],
    registers,
  });
  const resets = new Counter({
    name: 'duet_feed_resets_total',
    help: 'Devices that were told to load again',
    labelNames: ['reason'] as const,
    registers,
  });
  const refusals = new Counter({
    name: 'duet_refusals_total',
    help: 'Calls that were refused',
    labelNames: ['reason'] as const,
    registers,
  });
  const connections = new Gauge({ name: 'duet_connections', help: 'Open sockets', registers });

  return {
    async send(work) {
      const began = performance.now();
      try {
        const result = await work();
        sends.inc({ outcome: outcomeOf(result) });
        if (result.ok && !result.replayed) accept.observe((performance.now() - began) / 1000);
        return result;
      } catch (cause) {
        sends.inc({ outcome: 'unknown' });
        throw cause;
      }
    },
    accepted: (batch) => unstored.add(batch.map(({ message }) => message.seq)),
    stored: (through) => unstored.take(through).forEach((seconds) => store.observe(seconds)),
    told(events) {
      for (const event of events) if (event.type === 'reset') resets.inc({ reason: event.reason });
    },
    refused: (reason) => refusals.inc({ reason }),
    connected: () => connections.inc(),
    disconnected: () => connections.dec(),
    read: (sources) => addSourceGauges(registry, sources),
    page: { contentType: registry.contentType, text: shared(() => registry.metrics()) },
  };
};
