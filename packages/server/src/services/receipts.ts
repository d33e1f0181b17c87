import { setTimeout as delay } from 'node:timers/promises';
import type { Membership } from '@duet/api';
import type { Database } from '@duet/db';
import { advanceReadSeq, isBlockedPair } from '@duet/db';
import type { Feed, MessageLog } from '@duet/log';
import type { Seq } from '@duet/protocol';
import { createRecently } from './recently.ts';

/** How far people have read. */
export interface Receipts {
  /**
   * Only grows, clamped to the room's newest message; answered after its write. The first of a `window` is written at
   * once, all others of it together at its end. Told to both, and over a block to nobody but the reader's own devices.
   */
  advance(membership: Membership, seq: Seq): Promise<void>;
  /** Writes what still waits. */
  close(): Promise<void>;
}

export const createReceipts = (options: {
  db: Database['db'];
  log: Pick<MessageLog, 'lastSeq'>;
  feed: Pick<Feed, 'publish'>;
  window: number;
  now: () => number;
}): Receipts => {
  const { db, log, feed, window, now } = options;
  const written = createRecently(window, now);
  const waiting = new Map<string, { seq: Seq; written: Promise<void> }>();
  const closing = new AbortController();

  const write = async ({ roomId, me, peer }: Membership, seq: Seq): Promise<void> => {
    const clamped = Math.min(seq, await log.lastSeq(roomId));
    if (!(await advanceReadSeq(db, { roomId, userId: me, seq: clamped }))) return;
    // Over a block it would say that someone is here, and when.
    const to = (await isBlockedPair(db, me, peer)) ? [me] : [me, peer];
    await feed.publish([{ to, event: { type: 'read', roomId, userId: me, seq: clamped } }]);
  };

  const writeAtEnd = (key: string, membership: Membership, seq: Seq, wait: number): Promise<void> => {
    const entry = { seq, written: Promise.resolve() };
    entry.written = (async () => {
      // Closing cuts the wait short, not the write.
      await delay(wait, undefined, { signal: closing.signal }).catch(() => {});
      waiting.delete(key);
      written.mark(key);
      await write(membership, entry.seq);
    })();
    waiting.set(key, entry);
    return entry.written;
  };

  return {
    async advance(membership, seq) {
      const key = `${membership.roomId}:${membership.me}`;
      const entry = waiting.get(key);
      if (entry) {
        entry.seq = Math.max(entry.seq, seq);
        return entry.written;
      }
      const wait = written.remaining(key);
      if (wait > 0) return writeAtEnd(key, membership, seq, wait);
      written.mark(key);
      return write(membership, seq);
    },
    async close() {
      closing.abort();
      await Promise.allSettled([...waiting.values()].map((entry) => entry.written));
    },
  };
};
