import { listenToPage } from './listen-to-page.ts';

/** Waits before something that failed is tried again: `attempt` counts from 0. Resolves early once aborted. */
export type Rest = (attempt: number, signal: AbortSignal) => Promise<void>;

const firstMs = 500;
/** A server that restarts is back soon, one that is down needs no crowd. */
const mostMs = 10_000;

/** Half a second, then twice as long each time; less when the line comes back. */
export const untilOnline: Rest = (attempt, signal) =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(firstMs * 2 ** attempt, mostMs));
    const stop = listenToPage(['online'], done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
