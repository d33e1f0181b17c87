import { deleteExpiredRevocations, deleteExpiredSessions } from '@duet/db';
import type { Database } from '@duet/db';
import type { ErrorReporter } from '../error-reporter.ts';

/** In one statement: few enough that nobody waits for it, many enough that a month's rows are gone in a moment. */
const atOnce = 500;

/** Deletes the rows of sessions that ran out, and of tokens that were revoked and ran out, now and every `every` ms. Returns the way to stop. */
export const sweepExpiredSessions = (options: {
  db: Database['db'];
  every: number;
  now: () => number;
  report: ErrorReporter;
}): (() => Promise<void>) => {
  const { db, every, now, report } = options;
  let stopped = false;
  let sweeping: Promise<void> | null = null;

  const sweep = async (): Promise<void> => {
    try {
      while (!stopped && (await deleteExpiredSessions(db, now(), atOnce)) === atOnce);
      if (!stopped) await deleteExpiredRevocations(db, now());
    } catch (cause) {
      report(cause, 'expired-sessions');
    } finally {
      sweeping = null;
    }
  };
  const begin = (): void => void (sweeping ??= sweep());

  begin();
  const timer = setInterval(begin, every);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await sweeping;
  };
};
