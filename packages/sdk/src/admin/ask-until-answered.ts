import type { Reason } from '@duet/protocol';
import { backOffMs } from '../back-off.ts';
import { pause } from '../pause.ts';
import { reasonOf, retryAfterOf } from '../reason.ts';

/** An answer that takes longer is not waited for: the same is asked again. */
const answerMs = 60_000;
/** Some two minutes in all: longer than a restart takes. */
const mostFailures = 8;

/** Whether the same may be answered otherwise later. `null`: no answer came, and nobody knows what became of it. */
const mayPass = (reason: Reason | null): boolean =>
  reason === null || reason === 'try_later' || reason === 'rate_limited' || reason === 'internal';

/** For what is one effect however often it is asked. Throws what it was told in the end, or why the signal aborts. */
export const askUntilAnswered = async <T>(
  ask: (signal: AbortSignal) => Promise<T>,
  { signal, random }: { signal: AbortSignal; random: () => number },
): Promise<T> => {
  for (let failures = 1; ; failures += 1) {
    signal.throwIfAborted();
    try {
      return await ask(AbortSignal.any([signal, AbortSignal.timeout(answerMs)]));
    } catch (error) {
      signal.throwIfAborted();
      if (!mayPass(reasonOf(error)) || failures === mostFailures) throw error;
      await pause(Math.max(retryAfterOf(error) ?? 0, backOffMs(failures, random())), signal);
    }
  }
};
