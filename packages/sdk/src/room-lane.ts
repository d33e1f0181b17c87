import { backOffMs } from './back-off.ts';
import { pause } from './pause.ts';

/** What one attempt leads to: the next draft, the same again after a while, or rest until someone starts the lane anew. */
export type Attempt = { next: 'go-on' } | { next: 'wait'; retryAfterMs: number } | { next: 'rest' };

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
    await pause(outcome.retryAfterMs + backOffMs(failures, random()), signal);
  }
};
