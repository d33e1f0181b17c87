import { refuse } from '@duet/api';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { IRateLimiterOptions, RateLimiterAbstract } from 'rate-limiter-flexible';

/** So many in so many seconds for one key. The window begins with its first: all of it may come as one burst. */
const budgets = {
  /** Per address and username: guessing one password. */
  signIn: { points: 10, duration: 300 },
  /** Per address: guessing one password for many names. Each costs 19 MiB of argon2. */
  signInFromAddress: { points: 300, duration: 300 },
  signUp: { points: 100, duration: 600 },
  /** Per user: five a second for ever, and what an outbox has kept all at once. */
  send: { points: 150, duration: 30 },
  search: { points: 120, duration: 60 },
  /** Per user: messages and rooms on the pages that are read. All of them at once take some 400 MB, and seconds. */
  read: { points: 20_000, duration: 60 },
  createRoom: { points: 60, duration: 60 },
  block: { points: 60, duration: 60 },
  /** Per address: API keys that are none. */
  apiKey: { points: 30, duration: 60 },
  /** Per address: calls over HTTP. The client speaks over its socket. */
  request: { points: 1_200, duration: 60 },
  /** Per address: a whole office comes back at once after a restart. */
  handshake: { points: 600, duration: 60 },
} as const;

export type Budget = keyof typeof budgets;

export interface RateLimits {
  /** Takes one; `null`, or after how many milliseconds to come back. */
  wait(budget: Budget, key: string): Promise<number | null>;
  /** Takes one, or as many as are told, or refuses with `rate_limited`. */
  take(budget: Budget, key: string, count?: number): Promise<void>;
  /** Gives back so many of what a key has taken. */
  giveBack(budget: Budget, key: string, count: number): void;
  /** Gives back all that a key has taken. */
  forget(budget: Budget, key: string): void;
}

export const noRateLimits: RateLimits = {
  wait: async () => null,
  take: async () => {},
  giveBack: () => {},
  forget: () => {},
};

/** Makes what counts one budget. */
export type NewLimiter = (options: IRateLimiterOptions) => RateLimiterAbstract;

/** In this process. */
export const inMemory: NewLimiter = (options) => new RateLimiterMemory(options);

/** In Redis, for all nodes together. While it is away each counts for itself. */
export const inRedis =
  (storeClient: unknown, prefix: string): NewLimiter =>
  (options) =>
    new RateLimiterRedis({
      ...options,
      storeClient,
      keyPrefix: `${prefix}:limit:${options.keyPrefix}`,
      rejectIfRedisNotReady: true,
      insuranceLimiter: inMemory(options),
    });

export const createRateLimits = (newLimiter: NewLimiter): RateLimits => {
  const limiter = (budget: Budget) => newLimiter({ keyPrefix: budget, ...budgets[budget] });
  const limiters: Record<Budget, RateLimiterAbstract> = {
    signIn: limiter('signIn'),
    signInFromAddress: limiter('signInFromAddress'),
    signUp: limiter('signUp'),
    send: limiter('send'),
    search: limiter('search'),
    read: limiter('read'),
    createRoom: limiter('createRoom'),
    block: limiter('block'),
    apiKey: limiter('apiKey'),
    request: limiter('request'),
    handshake: limiter('handshake'),
  };

  const consume = async (budget: Budget, key: string, count: number): Promise<number | null> => {
    try {
      await limiters[budget].consume(key, count);
      return null;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
      throw refusal;
    }
  };

  return {
    wait: (budget, key) => consume(budget, key, 1),
    async take(budget, key, count = 1) {
      const retryAfterMs = await consume(budget, key, count);
      if (retryAfterMs !== null) refuse('rate_limited', { retryAfterMs });
    },
    // What is not given back now is so when its window ends.
    giveBack(budget, key, count) {
      if (count > 0) limiters[budget].reward(key, count).catch(() => undefined);
    },
    forget: (budget, key) => void limiters[budget].delete(key).catch(() => undefined),
  };
};
