import type { Readable } from '@duet/sdk';

/** The time for ages on the screen ("5m"), milliseconds since the epoch. Ticks only while somebody looks. */
export const createClock = (now: () => number, everyMs = 30_000): Readable<number> => {
  const listeners = new Set<() => void>();
  let current = now();
  let timer: ReturnType<typeof setInterval> | null = null;

  const tick = () => {
    current = now();
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      timer ??= setInterval(tick, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
  };
};
