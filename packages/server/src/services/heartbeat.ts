import type { Accepted, Feed, MessageLog } from '@duet/log';
import type { Seq } from '@duet/protocol';
import type { ErrorReporter } from '../error-reporter.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** Tells every device how far the log is stored: regularly, and soon after what was accepted is committed. */
export interface Heartbeat {
  accepted(batch: readonly Accepted[]): void;
  stop(): void;
}

/**
 *   accepted ──afterCommit──▶ is it stored? ──yes──▶ told
 *                                  └──no──▶ told only how far it came, and asked again
 */
export const startHeartbeat = (options: {
  feed: Pick<Feed, 'heartbeat'>;
  log: Pick<MessageLog, 'storedThrough'>;
  every: number;
  afterCommit: number;
  metrics: Pick<Metrics, 'accepted' | 'stored'>;
  report: ErrorReporter;
}): Heartbeat => {
  const { feed, log, every, afterCommit, metrics, report } = options;
  let stopped = false;
  let soon: NodeJS.Timeout | null = null;
  let newest: Seq = 0;
  let told: Seq = 0;

  const beat = async (isRegular: boolean): Promise<void> => {
    const storedThrough = await log.storedThrough();
    metrics.stored(storedThrough);
    if (stopped || (storedThrough <= told && !isRegular)) return;
    told = storedThrough;
    feed.heartbeat(storedThrough);
  };
  const regular = setInterval(() => void beat(true).catch((cause: unknown) => report(cause, 'heartbeat')), every);

  const beatSoon = (): void => {
    if (stopped) return;
    soon ??= setTimeout(() => {
      // What goes wrong here is told by the regular one.
      void beat(false)
        .catch(() => undefined)
        .finally(() => {
          soon = null;
          if (told < newest) beatSoon();
        });
    }, afterCommit);
  };

  return {
    accepted(batch) {
      metrics.accepted(batch);
      newest = batch.reduce((max, { message }) => Math.max(max, message.seq), newest);
      beatSoon();
    },
    stop() {
      stopped = true;
      clearInterval(regular);
      if (soon) clearTimeout(soon);
    },
  };
};
