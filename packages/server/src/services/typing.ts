import type { Membership } from '@duet/api';
import type { Database } from '@duet/db';
import { isBlockedPair } from '@duet/db';
import type { Feed } from '@duet/log';
import { createRecently } from './recently.ts';

/** Tells the peer that I am typing, at most once per `window`, and never across a block. */
export type TellTyping = (membership: Membership) => Promise<void>;

export const createTyping = (options: {
  db: Database['db'];
  feed: Pick<Feed, 'signal'>;
  window: number;
  now: () => number;
}): TellTyping => {
  const { db, feed, window, now } = options;
  const told = createRecently(window, now);

  return async ({ roomId, me, peer }) => {
    const key = `${roomId}:${me}`;
    if (told.remaining(key) > 0) return;
    told.mark(key);
    if (await isBlockedPair(db, me, peer)) return;
    feed.signal([peer], { type: 'typing', roomId, userId: me });
  };
};
