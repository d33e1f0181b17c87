import type { Draft, FeedEvent, HistoryPage, Thread } from '@duet/sdk';
import { threadAfter, threadItems, threadReloaded, threadWithPage } from '@duet/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message, messageId, peer, roomId, theRoom } from './facts.ts';

const told = (seq: number): FeedEvent => ({ type: 'message', message: message(seq) });
const unsent = (seq: number): FeedEvent => ({
  type: 'messageChanged',
  message: message(seq, { status: 'unsent', text: '' }),
});
const seqs = (thread: Thread): number[] => thread.messages.map(({ seq }) => seq);
const page = (from: number, to: number, all = 100): HistoryPage => ({
  messages: Array.from({ length: to - from + 1 }, (_, index) => message(from + index)),
  hasOlder: from > 1,
  hasNewer: to < all,
});
const empty: Thread = { messages: [], hasOlder: false, hasNewer: false };
const after = (thread: Thread, events: readonly FeedEvent[]): Thread =>
  events.reduce((held, event) => threadAfter(held, event, theRoom), thread);
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};
const isGapless = (thread: Thread): boolean =>
  thread.messages.every(({ seq }, index) => seq === (thread.messages[0]?.seq ?? 0) + index);

describe('events', () => {
  it('[LIVE11] in any order and told any number of times they make the same thread', () => {
    const events = fc
      .uniqueArray(fc.integer({ min: 1, max: 30 }))
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length })));
    fc.assert(
      fc.property(events, fc.array(fc.integer({ min: 1, max: 30 })), ([all, some], taken) => {
        const changes = taken.filter((seq) => all.includes(seq));
        const forward = after(frozen(empty), [...all, ...some].map(told).concat(changes.map(unsent)));
        const backward = after(frozen(empty), changes.map(unsent).concat([...some, ...all].toReversed().map(told)));
        expect(backward).toEqual(forward);
        expect(seqs(forward)).toEqual(all.toSorted((a, b) => a - b));
      }),
    );
  });

  it('[LIVE22] what is known changes nothing', () => {
    const thread = frozen(page(1, 3, 3));
    expect(threadAfter(thread, told(2), theRoom)).toBe(thread);
    expect(threadAfter(thread, told(4), roomId())).toBe(thread);
    expect(threadAfter(thread, { type: 'messageChanged', message: message(2) }, theRoom)).toBe(thread);
    expect(threadAfter(thread, { type: 'typing', roomId: theRoom, userId: peer }, theRoom)).toBe(thread);
    const withdrawn = frozen(threadAfter(thread, unsent(2), theRoom));
    expect(withdrawn.messages[1]?.status).toBe('unsent');
    expect(threadAfter(withdrawn, { type: 'messageChanged', message: message(2) }, theRoom)).toBe(withdrawn);
  });

  it('[LIVE11] beyond an end that is not loaded up to nothing is taken in', () => {
    const middle = page(10, 20);
    expect(threadAfter(middle, told(101), theRoom)).toBe(middle);
    expect(threadAfter(middle, told(5), theRoom)).toBe(middle);
    expect(seqs(threadAfter(page(90, 100), told(101), theRoom)).at(-1)).toBe(101);
  });

  it('[LIVE12] after a reset the end is no longer the newest, until a page says so', () => {
    const reset = threadAfter(page(90, 100), { type: 'reset', reason: 'overflow' }, theRoom);
    expect(reset.hasNewer).toBe(true);
    expect(seqs(threadAfter(reset, told(140), theRoom)).at(-1)).toBe(100);
    expect(threadAfter(reset, { type: 'reset', reason: 'overflow' }, theRoom)).toBe(reset);
  });
});

describe('pages', () => {
  it('[LIVE11] older pages, newer pages and events in between make one stretch without a hole', () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant('older' as const), size: fc.integer({ min: 1, max: 7 }) }),
      fc.record({ type: fc.constant('newer' as const), size: fc.integer({ min: 1, max: 7 }) }),
      fc.record({ type: fc.constant('told' as const), size: fc.constant(1) }),
      fc.record({ type: fc.constant('reset' as const), size: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ type: fc.constant('lost' as const), size: fc.integer({ min: 1, max: 9 }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(step, { maxLength: 40 }), (start, steps) => {
        let newest = 50;
        let thread: Thread = page(start, Math.min(newest, start + 5), newest);
        for (const { type, size } of steps) {
          const first = thread.messages[0]?.seq ?? 1;
          const last = thread.messages.at(-1)?.seq ?? 1;
          if (type === 'older' && first > 1) {
            thread = threadWithPage(frozen(thread), page(Math.max(1, first - size), first - 1, newest));
          } else if (type === 'newer' && last < newest) {
            thread = threadWithPage(frozen(thread), page(last + 1, Math.min(newest, last + size), newest));
          } else if (type === 'told') {
            newest += 1;
            thread = threadAfter(frozen(thread), told(newest), theRoom);
          } else if (type === 'lost') {
            // The feed lost some and says so; what comes next must not be joined to what was there before.
            newest += size;
            thread = threadAfter(frozen(thread), { type: 'reset', reason: 'overflow' }, theRoom);
            newest += 1;
            thread = threadAfter(thread, told(newest), theRoom);
          } else if (type === 'reset') {
            thread = threadReloaded(frozen(thread), page(newest - size, newest, newest));
          }
          expect(isGapless(thread)).toBe(true);
          if (!thread.hasNewer) expect(thread.messages.at(-1)?.seq).toBe(newest);
          if (!thread.hasOlder) expect(thread.messages[0]?.seq).toBe(1);
        }
      }),
    );
  });

  it('[LIVE11] an empty page tells of its end', () => {
    const thread = { ...page(10, 20), hasOlder: true, hasNewer: true };
    expect(threadWithPage(thread, { messages: [], hasOlder: false, hasNewer: true })).toMatchObject({
      hasOlder: false,
      hasNewer: true,
    });
    expect(threadWithPage(thread, { messages: [], hasOlder: true, hasNewer: false })).toMatchObject({
      hasOlder: true,
      hasNewer: false,
    });
    expect(threadWithPage(empty, page(1, 2, 2))).toEqual(page(1, 2, 2));
  });

  it('[LIVE12] a fresh page that touches is joined, one behind a gap replaces', () => {
    const cached = threadAfter(page(1, 60, 60), { type: 'reset', reason: 'start' }, theRoom);
    expect(seqs(threadReloaded(cached, page(60, 100)))).toEqual(seqs(page(1, 100)));
    expect(threadReloaded(cached, page(62, 100))).toEqual(page(62, 100));
    expect(threadReloaded(cached, { messages: [], hasOlder: false, hasNewer: false })).toEqual(empty);
  });

  it('[LIVE22] a page that says nothing new changes nothing', () => {
    const thread = frozen(page(10, 20));
    expect(threadWithPage(thread, structuredClone(page(12, 15)))).toBe(thread);
    expect(threadWithPage(thread, structuredClone(thread))).toBe(thread);
  });
});

describe('drafts', () => {
  const draft = (state: Draft['state'], id = messageId()): Draft => ({
    id,
    roomId: theRoom,
    text: 'draft',
    writtenAt: 0,
    state,
  });
  const shown = (thread: Thread, drafts: Draft[]) =>
    threadItems(thread, drafts, theRoom).map((item) => (item.type === 'message' ? item.message.seq : item.draft.id));

  it('[LIVE13] an unsent draft stands behind everything and goes when its message is here', () => {
    const waiting = draft({ status: 'new' }, message(3).id);
    const refused = draft({ status: 'refused', reason: 'blocked' });
    expect(shown(page(1, 2, 2), [waiting, refused])).toEqual([1, 2, waiting.id, refused.id]);
    expect(shown(page(1, 3, 3), [waiting, refused])).toEqual([1, 2, 3, refused.id]);
    expect(shown(page(1, 2, 2), [{ ...waiting, roomId: roomId() }])).toEqual([1, 2]);
  });

  it('[LIVE13] what stays is the same object, whatever comes beside it', () => {
    const waiting = draft({ status: 'new' });
    const thread = page(1, 2, 2);
    const before = threadItems(thread, [waiting], theRoom);
    const longer = threadAfter(thread, { type: 'message', message: message(3) }, theRoom);
    const after = threadItems(longer, [waiting], theRoom, before);
    expect(after).toHaveLength(4);
    expect([after[0] === before[0], after[1] === before[1], after[3] === before[2]]).toEqual([true, true, true]);
  });

  it('[LIVE13] an accepted draft stands at its place while its message is missing there', () => {
    const accepted = draft({ status: 'accepted', seq: 15.5, sentAt: 0 });
    expect(shown(page(15, 16, 16), [accepted])).toEqual([15, accepted.id, 16]);
    expect(shown(page(14, 15, 15), [accepted])).toEqual([14, 15, accepted.id]);
    // Its message stands in a part that is not loaded.
    expect(shown(page(14, 15, 99), [accepted])).toEqual([14, 15]);
    expect(shown(page(16, 17, 17), [accepted])).toEqual([16, 17]);
    expect(shown(empty, [accepted])).toEqual([accepted.id]);
  });
});
