import { DatabaseError, RedisError } from '@duet/server';
import { EnvError } from './env.ts';
import { ListenError } from './listen.ts';
import { untilSignal } from './until-signal.ts';

/** A stop that takes longer than this is no stop: a bit more than Duet's own bound. */
const stopBoundMs = 12_000;

const forPeople = [EnvError, DatabaseError, RedisError, ListenError];

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
    if (!forPeople.some((kind) => error instanceof kind)) throw error;
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
};
