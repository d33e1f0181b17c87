import * as crypto from 'node:crypto';
import { promisify } from 'node:util';
import { refuse } from '@duet/api';

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 } as const;

// Each takes 19 MiB and a thread of libuv's four for some 20 ms: two at once leave threads for files and DNS.
const atOnce = 2;
const mostWaiting = 200;

export interface Passwords {
  /** In PHC's string format. */
  hash(password: string): Promise<string>;
  /** `null`: nobody has that name. Takes as long as for somebody, and is false. */
  matches(password: string, hash: string | null): Promise<boolean>;
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;
const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** Refuses with `try_later` when too many wait for their turn. */
export const createPasswords = (): Passwords => {
  const derive = promisify(crypto.argon2);
  let running = 0;
  const waiting: (() => void)[] = [];

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting.length >= mostWaiting) refuse('try_later', { retryAfterMs: 2_000 });
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The turn is handed on, not given back: nobody overtakes who waits.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };

  const tag = (password: string, nonce: Buffer, params: typeof cost | Record<keyof typeof cost, number>) =>
    inTurn(() => derive('argon2id', { message: password.normalize('NFKC'), nonce, ...params }));

  return {
    async hash(password) {
      const nonce = crypto.randomBytes(16);
      const digest = await tag(password, nonce, cost);
      return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(digest)}`;
    },

    async matches(password, hash) {
      const parts = phc.exec(hash ?? '');
      if (!parts) {
        await tag(password, crypto.randomBytes(16), cost);
        return false;
      }
      const [, memory, passes, parallelism, nonce = '', digest = ''] = parts;
      const expected = Buffer.from(digest, 'base64');
      const actual = await tag(password, Buffer.from(nonce, 'base64'), {
        memory: Number(memory),
        passes: Number(passes),
        parallelism: Number(parallelism),
        tagLength: expected.length,
      });
      return crypto.timingSafeEqual(actual, expected);
    },
  };
};
