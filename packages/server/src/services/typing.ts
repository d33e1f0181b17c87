import type { Membership } from '@duet/api';
import type { Database } from '@duet/db';
import { isBlockedPair } from '@duet/db';
import type { Feed } from '@duet/log';
import { createRecently } from './recently.ts';

/** Who types, while nothing was sent. */
export interface Typing {
  /** Tells the peer that I am typing, at most once per `window`, and never across a block. */
  tell(membership: Membership): Promise<void>;
  /** I send: the peer hides the dots with the message, and my next word is news again. */
  rest(membership: Membership): void;
}

const keyOf = ({ roomId, me }: Membership): string => `${roomId}:${me}`;

export const createTyping = (options: {
  db: Database['db'];
  feed: Pick<Feed, 'signal'>;
  window: number;
  now: () => number;
}): Typing => {
  const { db, feed, window, now } = options;
  const told = createRecently(window, now);

  return {
    async tell(membership) {
      const { roomId, me, peer } = membership;
      const key = keyOf(membership);
      if (told.remaining(key) > 0) return;
      told.mark(key);
      if (await isBlockedPair(db, me, peer)) return;
      feed.signal([peer], { type: 'typing', roomId, userId: me });
    },
    rest: (membership) => told.forget(keyOf(membership)),
  };
};
