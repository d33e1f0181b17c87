import { DatabaseError, RedisError } from '@duet/server';
import { EnvError } from './env.ts';
import { ListenError } from './listen.ts';

/** In place of a command's work: how it is called. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const forPeople = [EnvError, DatabaseError, RedisError, ListenError, UsageError];

/** Says in words, without a stack, what its reader can mend; throws everything else on. */
export const tellFault = (error: unknown): void => {
  if (!forPeople.some((kind) => error instanceof kind)) throw error;
  console.error(error instanceof Error ? error.message : error);
};
