import { setTimeout as sleep } from 'node:timers/promises';

/** One direction of a line: delivers in the order in which it was given. */
export type Lane = (deliver: () => void | Promise<void>) => void;

/** `delay`: how long what is given now is on its way, in ms. Behind `signal` nothing arrives any more. */
export const createLane = (delay: () => number, signal: AbortSignal): Lane => {
  let last = Promise.resolve();
  return (deliver) => {
    const due = performance.now() + delay();
    const pass = async (before: Promise<void>): Promise<void> => {
      await before;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => {});
      if (!signal.aborted) await deliver();
    };
    last = pass(last);
  };
};
