import { createMemoryFeed } from '@duet/log';
import type { Feed } from '@duet/log';
import { isRoomId, isUserId } from '@duet/protocol';
import { expect, it } from 'vitest';
import { noMetrics } from '../src/metrics/metrics.ts';
import { createLiveService } from '../src/services/live-service.ts';

it('[SRV45] goes on behind its place after the feed failed, when it attached and in the middle', async () => {
  const me = crypto.randomUUID();
  const roomId = crypto.randomUUID();
  if (!isUserId(me) || !isRoomId(roomId)) throw new Error('no ids');
  const feed = createMemoryFeed({ now: Date.now, chance: Math.random });
  const faults: unknown[] = [];
  let failing = 1;
  /** The real one behind a line that fails now and then. */
  const attach: Feed['attach'] = async (userId, after) => {
    if (failing-- > 0) throw new Error('the line is cut');
    const attachment = await feed.attach(userId, after);
    return {
      next: async (signal) => {
        const batch = await attachment.next(signal);
        if (batch?.events.some((event) => event.type === 'presence')) throw new Error('cut while reading');
        return batch;
      },
      detach: () => attachment.detach(),
    };
  };
  const live = createLiveService({
    feed: { attach },
    log: { storedThrough: () => Promise.resolve(0) },
    book: { onEnd: () => () => {} },
    memberships: { of: () => Promise.resolve(null) },
    presence: { enter: () => () => {} },
    metrics: noMetrics,
    report: (cause) => String(faults.push(cause)),
  });
  const stop = new AbortController();
  const told: string[] = [];
  for await (const { events } of live.events({ id: 's', userId: me, expiresAt: Infinity }, null, null, stop.signal)) {
    told.push(...events.map((event) => event.type));
    if (told.length === 1) {
      // One batch, in which the line is cut.
      await feed.publish([{ to: [me], event: { type: 'read', roomId, userId: me, seq: 1 } }]);
      feed.signal([me], { type: 'presence', userId: me, active: true, lastActiveAt: null });
    } else {
      stop.abort();
    }
  }
  expect(faults).toHaveLength(2);
  // One reset: the last attachment went on behind it, with what the cut had swallowed.
  expect(told).toEqual(['reset', 'read']);
  await feed.close();
});
