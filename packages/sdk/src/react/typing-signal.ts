/** Half of how long it is shown. */
const everyMs = 3000;

/** Tells the other one that I am writing. */
export interface TypingSignal {
  /** I write: call it with each key, it is told at most every 3 s. */
  signal(): void;
  /** Sent: the next word is news again. */
  rest(): void;
}

/** `now` in milliseconds, of a clock that never goes back. */
export const createTypingSignal = (tell: () => void, now = () => performance.now()): TypingSignal => {
  let last = -Infinity;
  return {
    signal: () => {
      if (now() - last < everyMs) return;
      last = now();
      tell();
    },
    rest: () => {
      last = -Infinity;
    },
  };
};
