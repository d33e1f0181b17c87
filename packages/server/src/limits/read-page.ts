import type { UserId } from '@duet/protocol';
import type { RateLimits } from './rate-limits.ts';

/**
 * Reads a page at the reader's expense. All that may stand on it is taken before, so that many at once are bounded too;
 * what does not stand on it is given back: who asks for 200 of a room with three messages has read three.
 */
export const readPage = async <T>(
  limits: Pick<RateLimits, 'take' | 'giveBack'>,
  { me, limit }: { me: UserId; limit: number },
  read: () => Promise<T>,
  sizeOf: (page: T) => number,
): Promise<T> => {
  await limits.take('read', me, limit);
  let size = 0;
  try {
    const page = await read();
    size = Math.max(1, sizeOf(page));
    return page;
  } finally {
    limits.giveBack('read', me, limit - size);
  }
};
