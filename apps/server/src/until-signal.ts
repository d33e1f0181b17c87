const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Resolves at the first signal to stop. A second one, from someone who waited long enough, ends the process at once. */
export const untilSignal = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const signal of signals) {
      process.once(signal, () => {
        for (const next of signals) process.once(next, () => process.exit(128 + numbers[next]));
        resolve(signal);
      });
    }
  });
