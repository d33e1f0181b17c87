import { setTimeout as delay } from 'node:timers/promises';

/** How long a loop waits whose work failed, in ms. */
const afterFault = 500;

/**
 * Does the work again and again; it answers how many ms to wait. A fault is told when it begins and not while it lasts.
 * Returns the way to stop, which waits for the work that is under way.
 */
export const repeat = (work: () => Promise<number>, onFault: (cause: unknown) => void): (() => Promise<void>) => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async (): Promise<void> => {
    let failing = false;
    while (!signal.aborted) {
      let pause = afterFault;
      try {
        pause = await work();
        failing = false;
      } catch (cause) {
        if (!failing) onFault(cause);
        failing = true;
      }
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  };
  const done = loop();
  return () => {
    stopping.abort();
    return done;
  };
};
