import { tellFault } from './tell-fault.ts';
import { untilSignal } from './until-signal.ts';

/** A stop that takes longer than this is no stop: a bit more than Duet's own bound. */
const stopBoundMs = 12_000;

/**
 * The life of a process: starts, runs until a signal, stops. 0 after a graceful stop; 1, with words and no stack, when
 * it could not start for a reason that its reader can mend.
 */
export const program = async (start: () => Promise<{ stop(): Promise<void> }>): Promise<void> => {
  const signal = untilSignal();
  try {
    const running = await start();
    await signal;
    const bound = setTimeout(() => {
      console.error('The stop took too long; what was accepted is on disk.');
      process.exit(1);
    }, stopBoundMs);
    bound.unref();
    await running.stop();
    process.exit(0);
  } catch (error) {
    tellFault(error);
    process.exit(1);
  }
};
