import { setTimeout as delay } from 'node:timers/promises';

/** Looks again until it is so; the test's time-out is the deadline. */
export const eventually = async <T>(look: () => T | undefined | null | false): Promise<T> => {
  for (;;) {
    const seen = look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    await delay(5);
  }
};
