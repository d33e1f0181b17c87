/** How Redis and ioredis say that a command was not run at all. Everything else may have happened. */
const notRun = [
  'OOM ',
  'READONLY ',
  'LOADING ',
  'MISCONF ',
  'NOREPLICAS ',
  'MASTERDOWN ',
  'CLUSTERDOWN ',
  'TRYAGAIN ',
  'NOAUTH ',
  'NOPERM ',
  "Stream isn't writeable and enableOfflineQueue options is false",
  "Cluster isn't ready and enableOfflineQueue options is false",
];

/** Redis has no answer for this partition now, and nothing was written: come again. */
export class RedisAway extends Error {
  override readonly name = 'RedisAway';
}

/** Whether what failed with this error certainly changed nothing. */
export const certainlyNotRun = (error: unknown): boolean =>
  error instanceof RedisAway || (error instanceof Error && notRun.some((start) => error.message.startsWith(start)));

/** How ioredis says that nobody knows whether a command was run. */
const unanswered = ['Command timed out', 'Connection is closed.', 'Reached the max retries per request limit'];

/** Whether Redis could not be asked now: later the same may succeed. */
export const isRedisAway = (error: unknown): boolean =>
  certainlyNotRun(error) || (error instanceof Error && unanswered.some((start) => error.message.startsWith(start)));
