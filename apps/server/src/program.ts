import { tellFault } from './tell-fault.ts';
import { untilSignal } from './until-signal.ts';

/** A stop that takes longer than this is no stop: a bit more than Duet's own bound. */
const stopBoundMs = 12_000;

/**
 * The life of a process: starts, runs until a signal or until what it started calls `end`, stops. 0 after a graceful
 * stop; 1, with words and no stack, when it had to end or could not start for a reason that its reader can mend.
 */
export const program = async (
  start: (end: (why: string) => void) => Promise<{ stop(): Promise<void> }>,
): Promise<void> => {
  const signal = untilSignal();
  const { promise: ended, resolve: end } = Promise.withResolvers<string>();
  try {
    const running = await start(end);
    const why = await Promise.race([signal.then(() => null), ended]);
    if (why !== null) console.error(why);
    const bound = setTimeout(() => {
      console.error('The stop took too long; what was accepted is on disk.');
      process.exit(1);
    }, stopBoundMs);
    bound.unref();
    await running.stop();
    process.exit(why === null ? 0 : 1);
  } catch (error) {
    tellFault(error);
    process.exit(1);
  }
};
