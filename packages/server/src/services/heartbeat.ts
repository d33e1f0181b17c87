import type { Feed, MessageLog } from '@duet/log';
import type { ErrorReporter } from '../error-reporter.ts';

/** Tells every device how far the log is stored: regularly, and soon after a commit. */
export interface Heartbeat {
  committed(): void;
  stop(): void;
}

export const startHeartbeat = (options: {
  feed: Pick<Feed, 'heartbeat'>;
  log: Pick<MessageLog, 'storedThrough'>;
  every: number;
  afterCommit: number;
  report: ErrorReporter;
}): Heartbeat => {
  const { feed, log, every, afterCommit, report } = options;
  let stopped = false;
  let soon: NodeJS.Timeout | null = null;

  const beat = async (): Promise<void> => {
    try {
      const storedThrough = await log.storedThrough();
      if (!stopped) feed.heartbeat(storedThrough);
    } catch (cause) {
      report(cause, 'heartbeat');
    }
  };
  const regular = setInterval(() => void beat(), every);

  return {
    committed() {
      if (stopped) return;
      soon ??= setTimeout(() => {
        soon = null;
        void beat();
      }, afterCommit);
    },
    stop() {
      stopped = true;
      clearInterval(regular);
      if (soon) clearTimeout(soon);
    },
  };
};
