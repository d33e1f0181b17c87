import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';

/** Logs a cause and gives the id under which people may ask for it. */
export type ErrorReporter = (cause: unknown, path: string | undefined) => string;

const told = (cause: unknown): Record<string, unknown> => {
  if (!(cause instanceof Error)) return { name: typeof cause };
  // Named one by one: errors of libraries carry inputs, parameters and requests in fields of their own.
  const { name, message, stack } = cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return { name, message, code, stack, cause: cause.cause === undefined ? undefined : told(cause.cause) };
};

export const createErrorReporter =
  (logger: Logger): ErrorReporter =>
  (cause, path) => {
    const errorId = randomUUID();
    logger.error({ errorId, path, error: told(cause) }, 'internal error');
    return errorId;
  };
