import type { Draft, DraftStorage, FeedEvent, MessageId, RoomId, SendResult, Seq } from '@duet/sdk';
import { createMemoryDraftStorage, limits } from '@duet/sdk';
import type { Reason } from '@duet/protocol';
import { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createOutbox } from '../src/create-outbox.ts';
import type { OutboxOptions, RunningOutbox } from '../src/create-outbox.ts';
import { me, message, roomId, theRoom, userId } from './facts.ts';

type Sent = { roomId: RoomId; id: MessageId; text: string; claim?: Seq };
type Asked = Sent & { answer(result: SendResult): void; fail(reason?: Reason, retryAfterMs?: number): void };

let running: RunningOutbox[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  await Promise.all(running.map((outbox) => outbox.close()));
  running = [];
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const refusal = (reason: Reason, retryAfterMs?: number) =>
  TRPCClientError.from({ error: { code: -32000, message: reason, data: { reason, retryAfterMs } } });

/** An outbox whose network is the test: each `send` waits in `asked` until it is answered by hand. */
const start = (more: Partial<OutboxOptions> = {}) => {
  const asked: Asked[] = [];
  const line = { live: true };
  const storage = more.storage ?? createMemoryDraftStorage();
  const outbox = createOutbox({
    me,
    storage,
    send: (input) =>
      new Promise<SendResult>((resolve, reject) => {
        asked.push({
          ...input,
          answer: resolve,
          fail: (reason, retryAfterMs) =>
            reject(reason ? refusal(reason, retryAfterMs) : new Error('the line is dead')),
        });
      }),
    isLive: () => line.live,
    now: Date.now,
    random: () => 1,
    ...more,
  });
  running.push(outbox);
  const nth = async (index: number): Promise<Asked> => {
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(index));
    const found = asked[index];
    if (!found) throw new Error('not asked');
    return found;
  };
  const write = async (text: string, room = theRoom): Promise<MessageId> => {
    const result = await outbox.send(room, text);
    if (!result.ok) throw new Error(result.reason);
    return result.id;
  };
  const status = (id: MessageId) => outbox.drafts.get().find((draft) => draft.id === id)?.state.status;
  return { outbox, asked, line, storage, nth, write, status };
};

const settle = () => vi.advanceTimersByTimeAsync(0);
const yes = (seq: Seq): SendResult => ({ ok: true, seq, sentAt: 7, replayed: false });
const reset: FeedEvent = { type: 'reset', reason: 'unknown_epoch' };
const stored = (storedThrough: Seq): FeedEvent => ({ type: 'heartbeat', storedThrough });

it('[OUT1] a draft is in storage before it is sent', async () => {
  const storage = createMemoryDraftStorage();
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  const slow: DraftStorage = {
    ...storage,
    async put(user, draft) {
      await gate;
      await storage.put(user, draft);
    },
  };
  const { outbox, asked, nth } = start({ storage: slow });
  const taken = outbox.send(theRoom, 'hello');
  await settle();
  expect(outbox.drafts.get()).toHaveLength(1);
  expect(asked).toHaveLength(0);
  release();
  const first = await nth(0);
  await expect(storage.load(me)).resolves.toMatchObject([{ id: first.id, text: 'hello' }]);
  await expect(taken).resolves.toEqual({ ok: true, id: first.id });
});

it('[OUT1] what cannot be stored is not taken', async () => {
  const storage = { ...createMemoryDraftStorage(), put: () => Promise.reject(new Error('disk full')) };
  const { outbox, asked } = start({ storage });
  await expect(outbox.send(theRoom, 'hello')).rejects.toThrow('disk full');
  await settle();
  expect(outbox.drafts.get()).toEqual([]);
  expect(asked).toEqual([]);
});

it('[OUT2] one in flight in a room, in the order of writing; rooms do not wait for each other', async () => {
  const { asked, nth, write } = start();
  const elsewhere = roomId();
  await write('one');
  await write('two');
  await write('aside', elsewhere);
  await settle();
  expect(asked.map(({ text }) => text)).toEqual(['one', 'aside']);
  asked[0]?.answer(yes(1));
  expect((await nth(2)).text).toBe('two');
});

it('[OUT2] a draft that takes long to store is not overtaken', async () => {
  const storage = createMemoryDraftStorage();
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  const { outbox, asked, nth } = start({
    storage: {
      ...storage,
      async put(user, draft) {
        if (draft.text === 'one') await gate;
        await storage.put(user, draft);
      },
    },
  });
  const both = [outbox.send(theRoom, 'one'), outbox.send(theRoom, 'two')];
  await settle();
  expect(asked).toEqual([]);
  release();
  await Promise.all(both);
  expect((await nth(0)).text).toBe('one');
});

it('[OUT3] a thrown error, a lost answer, and no answer at all lead to the same id again', async () => {
  const { nth, write, status } = start();
  const id = await write('hello');
  (await nth(0)).fail();
  await vi.advanceTimersByTimeAsync(1_000);
  (await nth(1)).fail('internal');
  await vi.advanceTimersByTimeAsync(2_000);
  await nth(2);
  await vi.advanceTimersByTimeAsync(30_000 + 4_000);
  const last = await nth(3);
  expect(last).toMatchObject({ id, text: 'hello' });
  last.answer(yes(5));
  await settle();
  expect(status(id)).toBe('accepted');
});

it('[OUT3] a refusal that only a newer server knows is tried again, after waits that grow', async () => {
  const { write, asked, nth, status } = start();
  const newer: SendResult = JSON.parse('{"ok":false,"reason":"muted"}');
  const id = await write('hello');
  (await nth(0)).answer(newer);
  await settle();
  await vi.advanceTimersByTimeAsync(999);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  (await nth(1)).answer(newer);
  await settle();
  await vi.advanceTimersByTimeAsync(1_999);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  (await nth(2)).answer(yes(5));
  await settle();
  expect(status(id)).toBe('accepted');
});

it.each(['rate_limited', 'try_later'] as const)('[OUT3] %s is tried again, not before retryAfterMs', async (reason) => {
  const { asked, nth, write } = start();
  const id = await write('hello');
  (await nth(0)).answer({ ok: false, reason, retryAfterMs: 5_000 });
  await vi.advanceTimersByTimeAsync(4_999);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_001);
  (await nth(1)).fail(reason, 9_000);
  await vi.advanceTimersByTimeAsync(8_999);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(2_001);
  expect((await nth(2)).id).toBe(id);
});

it.each(['too_long', 'invalid', 'not_found'] as const)(
  '[OUT4] %s refuses the draft, the next one goes on',
  async (reason) => {
    const { nth, write, status, outbox } = start();
    const [one, two] = [await write('one'), await write('two')];
    const first = await nth(0);
    if (reason === 'too_long') first.answer({ ok: false, reason });
    else first.fail(reason);
    expect((await nth(1)).id).toBe(two);
    expect(outbox.drafts.get()[0]).toMatchObject({ id: one, state: { status: 'refused', reason } });
    expect(status(two)).toBe('new');
  },
);

it('[OUT4] blocked refuses all that wait in that room, and nothing elsewhere', async () => {
  const { asked, nth, write, status } = start();
  const elsewhere = roomId();
  const here = [await write('one'), await write('two'), await write('three')];
  const there = await write('aside', elsewhere);
  (await nth(0)).answer({ ok: false, reason: 'blocked' });
  await settle();
  expect(here.map(status)).toEqual(['refused', 'refused', 'refused']);
  expect(status(there)).toBe('new');
  expect(asked).toHaveLength(2);
});

it('[OUT5] a retried draft goes back into its place; only a refused one can be discarded', async () => {
  const { outbox, asked, nth, write, status, line } = start();
  const [one, two, three] = [await write('one'), await write('two'), await write('three')];
  (await nth(0)).answer({ ok: false, reason: 'blocked' });
  await settle();
  line.live = false;
  await outbox.retry(three);
  await outbox.retry(one);
  await outbox.discard(one);
  await outbox.discard(two);
  expect([one, two, three].map(status)).toEqual(['new', undefined, 'new']);
  line.live = true;
  outbox.wake();
  expect((await nth(1)).id).toBe(one);
  asked[1]?.answer(yes(1));
  expect((await nth(2)).id).toBe(three);
});

it('[OUT6] an accepted draft is kept until the watermark covers its seq', async () => {
  const { outbox, nth, write, storage } = start();
  const id = await write('hello');
  (await nth(0)).answer(yes(10));
  await settle();
  outbox.take([stored(9)]);
  await settle();
  await expect(storage.load(me)).resolves.toMatchObject([{ id, state: { status: 'accepted', seq: 10, sentAt: 7 } }]);
  outbox.take([stored(10)]);
  await settle();
  expect(outbox.drafts.get()).toEqual([]);
  await expect(storage.load(me)).resolves.toEqual([]);
});

it('[OUT7] after a reset accepted drafts are sent again with id and claim, before newer ones', async () => {
  const { outbox, asked, nth, write, line } = start();
  const id = await write('one');
  (await nth(0)).answer(yes(10));
  await settle();
  expect(asked).toHaveLength(1);
  line.live = false;
  const two = await write('two');
  outbox.take([reset]);
  // A watermark of the new epoch says nothing of what was accepted before.
  outbox.take([stored(99)]);
  line.live = true;
  outbox.wake();
  const again = await nth(1);
  expect(again).toMatchObject({ id, claim: 10 });
  again.answer({ ok: true, seq: 10, sentAt: 7, replayed: true });
  expect(await nth(2)).toMatchObject({ id: two });
  expect(asked[2]).not.toHaveProperty('claim');
});

it('[OUT7] an answer that was asked for before the reset does not count', async () => {
  const { outbox, nth, write } = start();
  const id = await write('hello');
  const first = await nth(0);
  outbox.take([reset]);
  first.answer(yes(10));
  const second = await nth(1);
  expect(second).toMatchObject({ id, claim: 10 });
  second.answer(yes(10));
  await settle();
  outbox.take([stored(10)]);
  await settle();
  expect(outbox.drafts.get()).toEqual([]);
});

it('[OUT8] 500 unsent drafts are taken, then it is full', async () => {
  const { outbox, line, write, nth } = start();
  line.live = false;
  for (let count = 0; count < 500; count += 1) await write(`text ${count}`);
  await expect(outbox.send(theRoom, 'one more')).resolves.toEqual({ ok: false, reason: 'full' });
  line.live = true;
  outbox.wake();
  (await nth(0)).answer(yes(1));
  await settle();
  await expect(outbox.send(theRoom, 'one more')).resolves.toMatchObject({ ok: true });
});

it('[OUT8] of more than 1,000 accepted drafts the oldest are let go', async () => {
  const storage = createMemoryDraftStorage();
  let seq = 0;
  const { outbox, write } = start({ storage, send: async () => yes((seq += 1)) });
  const first = await write('first');
  for (let count = 0; count < 1_000; count += 1) await write(`text ${count}`);
  await vi.waitFor(() => expect(seq).toBe(1_001));
  await settle();
  const kept = outbox.drafts.get();
  expect(kept).toHaveLength(1_000);
  expect(kept.some(({ id }) => id === first)).toBe(false);
});

it('[OUT9] of two tabs one sends, both show the same, and when it closes the other goes on', async () => {
  const storage = createMemoryDraftStorage();
  const one = start({ storage });
  await settle();
  const two = start({ storage });
  const id = await two.write('from the second tab');
  const asked = await one.nth(0);
  expect(asked.id).toBe(id);
  expect(one.outbox.drafts.get()).toEqual(two.outbox.drafts.get());
  asked.answer(yes(1));
  await settle();
  expect(two.status(id)).toBe('accepted');
  const next = await one.write('from the first tab');
  await one.nth(1);
  expect(two.asked).toEqual([]);
  await one.outbox.close();
  expect((await two.nth(0)).id).toBe(next);
});

it('[OUT10] a message of mine that comes by the feed accepts its draft', async () => {
  const { outbox, nth, write, status, asked } = start();
  const id = await write('hello');
  (await nth(0)).fail();
  const stranger = message(3, { id, senderId: userId() });
  outbox.take([{ type: 'message', message: stranger }]);
  await settle();
  expect(status(id)).toBe('new');
  outbox.take([{ type: 'message', message: message(3, { id }) }]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(status(id)).toBe('accepted');
  expect(asked).toHaveLength(1);
});

it('[OUT11] text is trimmed, and what could never be sent is not taken', async () => {
  const { outbox, nth, write } = start();
  await write('  hello\n');
  expect((await nth(0)).text).toBe('hello');
  const take = (text: string) => outbox.send(theRoom, text);
  await expect(take(' \n\t ')).resolves.toEqual({ ok: false, reason: 'empty' });
  await expect(take('👋'.repeat(limits.text.max + 1))).resolves.toEqual({ ok: false, reason: 'too_long' });
  await expect(take('a\u0000b')).resolves.toEqual({ ok: false, reason: 'unclean' });
  await expect(take('\ud800')).resolves.toEqual({ ok: false, reason: 'unclean' });
  await expect(take('👋'.repeat(limits.text.max))).resolves.toMatchObject({ ok: true });
});

it('[OUT12] drafts go out in the next session of the same user, never in another one', async () => {
  const storage = createMemoryDraftStorage();
  const before = start({ storage, isLive: () => false });
  const id = await before.write('written before the reload');
  await before.outbox.close();
  const stranger = start({ storage, me: userId() });
  await settle();
  expect(stranger.outbox.drafts.get()).toEqual([]);
  expect(stranger.asked).toEqual([]);
  const after = start({ storage });
  expect(await after.nth(0)).toMatchObject({ id, text: 'written before the reload' });
});

it('[OUT12] a session that ended stops it and keeps the draft', async () => {
  const { asked, nth, write, status } = start();
  const id = await write('hello');
  (await nth(0)).fail('signed_out');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
  expect(status(id)).toBe('new');
});

it('[OUT13] nothing is sent while no socket is open, then all of it in order', async () => {
  const { outbox, asked, line, nth, write } = start();
  line.live = false;
  const written = [await write('one'), await write('two'), await write('three')];
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([]);
  line.live = true;
  outbox.wake();
  for (const [index] of written.entries()) (await nth(index)).answer(yes(index + 1));
  expect(asked.map(({ id }) => id)).toEqual(written);
});

it('[OUT14] ids rise with every draft, over a reload and with a clock that is set back', async () => {
  const storage = createMemoryDraftStorage();
  let clock = 1_800_000_000_000;
  const before = start({ storage, isLive: () => false, now: () => clock });
  const ids = [await before.write('1'), await before.write('2')];
  clock -= 5_000;
  ids.push(await before.write('3'));
  await before.outbox.close();
  clock -= 60_000;
  const after = start({ storage, isLive: () => false, now: () => clock });
  ids.push(await after.write('4'), await after.write('5'));
  expect(ids).toEqual(ids.toSorted());
  const texts = (drafts: readonly Draft[]) => drafts.map(({ text }) => text);
  expect(texts(after.outbox.drafts.get())).toEqual(['1', '2', '3', '4', '5']);
});
