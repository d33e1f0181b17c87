/** Why there is no Redis to work with, in words for the person who started the process. */
export class RedisError extends Error {
  override readonly name = 'RedisError';
}
