import { backOffMs } from './back-off.ts';

/** What became of one attempt: go on with the next, come back later, or leave it until someone calls again. */
export type Attempt = { next: 'go-on' } | { next: 'wait'; retryAfterMs: number | null } | { next: 'rest' };

/**
 * One room's way out: one attempt at a time. `attempt` says `null` when nothing is left to send. Resolves when the lane
 * rests or `signal` aborts; never throws.
 */
export const runLane = async (options: {
  attempt: () => Promise<Attempt> | null;
  random: () => number;
  signal: AbortSignal;
}): Promise<void> => {
  const { attempt, random, signal } = options;
  let failures = 0;
  while (!signal.aborted) {
    const outcome = await attempt();
    if (outcome === null || outcome.next === 'rest') return;
    if (outcome.next === 'go-on') {
      failures = 0;
      continue;
    }
    failures += 1;
    await pause((outcome.retryAfterMs ?? 0) + backOffMs(failures, random()), signal);
  }
};

/** Resolves after so many milliseconds, or at once when the signal aborts. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
