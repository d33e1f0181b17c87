import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cursor, FeedEvent, Message, MessageId, RoomId, UserId } from '@duet/protocol';
import { describe, expect, it } from 'vitest';
import type { Attachment, Feed, FeedBatch } from '../src/index.ts';

/** A feed, its bounds made small on wish. */
export type FeedUnderTest = {
  readonly feed: Feed;
  /** Lets so many milliseconds go by for it. */
  pass(ms: number): Promise<void>;
};
export type OpenFeed = (bounds?: { events: number; bytes: number }) => Promise<FeedUnderTest>;

/** What an adapter does in one turn of the event loop, because nothing lies between a publisher and a device. */
export type FeedTraits = { readonly inProcess: boolean };

/** What `OpenFeed` must keep a window for behind its user's last device, in ms. */
const keptMs = 15 * 60 * 1_000;
const aMinute = 60_000;
const patient = new AbortController().signal;

const newUser = (): UserId => randomUUID() as UserId;
const roomId = randomUUID() as RoomId;

const message = (seq: number, text = `at ${seq}`): Extract<FeedEvent, { type: 'message' }> => {
  const [id, senderId] = [randomUUID() as MessageId, newUser()];
  const sent: Message = { roomId, seq, id, senderId, kind: 'text', status: 'sent', text, sentAt: seq };
  return { type: 'message', message: sent };
};

const publish = (feed: Feed, to: readonly UserId[], seqs: readonly number[]): Promise<void> =>
  feed.publish(seqs.map((seq) => ({ to, event: message(seq) })));

const next = async (device: Attachment): Promise<FeedBatch> => {
  const batch = await device.next(patient);
  if (batch === null) throw new Error('the feed has ended');
  return batch;
};

/** Short for a batch: seqs of messages, types of everything else. */
const short = ({ events }: FeedBatch): (number | string)[] =>
  events.map((event) =>
    event.type === 'message' ? event.message.seq : event.type === 'reset' ? event.reason : event.type,
  );

/** Reads on until an event of this type has come. */
const until = async (device: Attachment, type: FeedEvent['type']): Promise<void> => {
  while (!(await next(device)).events.some((event) => event.type === type)) continue;
};

const seqs = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);

/** Attached, and the first batch taken. */
const attached = async (feed: Feed, user: UserId, after: Cursor | null = null) => {
  const device = await feed.attach(user, after);
  return { device, first: await next(device) };
};

/** What every `Feed` does, whatever carries it. */
export const feedSuite = (open: OpenFeed, { inProcess }: FeedTraits): void => {
  describe('attaching', () => {
    it('[FEED1] the first batch comes at once; without a cursor it is `reset: start`', async () => {
      const { feed } = await open();
      const { first } = await attached(feed, newUser());
      expect(short(first)).toEqual(['start']);
      await feed.close();
    });

    it('[FEED2] a cursor is gone on from exactly: what came behind it, in order, once', async () => {
      const { feed } = await open();
      const me = newUser();
      const { device, first } = await attached(feed, me);
      await publish(feed, [me], [1, 2, 3]);
      const batch = await next(device);
      await publish(feed, [me], [4, 5]);
      device.detach();
      await publish(feed, [me], [6]);

      expect(short((await attached(feed, me, first.cursor)).first)).toEqual([1, 2, 3, 4, 5, 6]);
      const { first: rest } = await attached(feed, me, batch.cursor);
      expect(short(rest)).toEqual([4, 5, 6]);
      expect(short((await attached(feed, me, rest.cursor)).first)).toEqual([]);
      await feed.close();
    });

    it.each(['', 'x', '.', '.1', '1.', 'abc.0', 'abc.-1', 'abc.1.1', 'abc.01', '9'.repeat(200), '../../etc', '💥.1'])(
      '[FEED3] %j, which is no cursor of this window, is `reset: unknown_epoch`',
      async (garbage) => {
        const { feed } = await open();
        const { first } = await attached(feed, newUser(), garbage as Cursor);
        expect(short(first)).toEqual(['unknown_epoch']);
        await feed.close();
      },
    );

    it('[FEED3] so is another user’s cursor, and one from before a restart', async () => {
      const { feed } = await open();
      const { first } = await attached(feed, newUser());
      const me = newUser();
      expect(short((await attached(feed, me, first.cursor)).first)).toEqual(['unknown_epoch']);
      const mine = (await attached(feed, me)).first.cursor;
      await feed.close();
      const { feed: restarted } = await open();
      expect(short((await attached(restarted, me, mine)).first)).toEqual(['unknown_epoch']);
      await restarted.close();
    });

    it('[FEED4] a place that left the window, or was never in it, is `reset: out_of_window`', async () => {
      const { feed } = await open({ events: 5, bytes: 1_000_000 });
      const me = newUser();
      const { device, first } = await attached(feed, me);
      const [epoch] = first.cursor.split('.');
      await publish(feed, [me], seqs(1, 6));
      device.detach();

      expect(short((await attached(feed, me, first.cursor)).first)).toEqual(['out_of_window']);
      expect(short((await attached(feed, me, `${epoch}.1` as Cursor)).first)).toEqual(seqs(2, 5));
      expect(short((await attached(feed, me, `${epoch}.6` as Cursor)).first)).toEqual([]);
      expect(short((await attached(feed, me, `${epoch}.7` as Cursor)).first)).toEqual(['out_of_window']);
      expect(short((await attached(feed, me, `${epoch}.9007199254740993` as Cursor)).first)).toEqual(['out_of_window']);
      await feed.close();
    });

    it('[FEED4] behind any reset the feed goes on from its newest place', async () => {
      const { feed } = await open();
      const me = newUser();
      await attached(feed, me);
      await publish(feed, [me], [1, 2]);
      const { device, first } = await attached(feed, me);
      await publish(feed, [me], [3]);
      expect(short(await next(device))).toEqual([3]);
      expect(short((await attached(feed, me, first.cursor)).first)).toEqual([3]);
      await feed.close();
    });
  });

  describe('the window', () => {
    it('[FEED5] a device that fell out of the window is told `reset: overflow` and goes on from the newest place', async () => {
      const { feed } = await open({ events: 5, bytes: 1_000_000 });
      const me = newUser();
      const { device } = await attached(feed, me);
      await publish(feed, [me], seqs(1, 6));
      expect(short(await next(device))).toEqual(['overflow']);
      await publish(feed, [me], [7]);
      expect(short(await next(device))).toEqual([7]);
      await feed.close();
    });

    it('[FEED6] is bounded by the bytes of its events too', async () => {
      const { feed } = await open({ events: 1_000, bytes: 50_000 });
      const me = newUser();
      const { device, first } = await attached(feed, me);
      device.detach();
      await feed.publish(seqs(1, 20).map((seq) => ({ to: [me], event: message(seq, 'x'.repeat(4_000)) })));
      expect(short((await attached(feed, me, first.cursor)).first)).toEqual(['out_of_window']);
      await feed.close();
    });

    it('[FEED7] outlives its user’s last device by fifteen minutes, and no longer', async () => {
      const { feed, pass } = await open();
      const me = newUser();
      const { device, first } = await attached(feed, me);
      device.detach();
      await pass(keptMs - aMinute);
      await publish(feed, [me], [1]);
      const again = await attached(feed, me, first.cursor);
      expect(short(again.first)).toEqual([1]);
      again.device.detach();
      await pass(keptMs);
      await publish(feed, [me], [2]);
      expect(short((await attached(feed, me, again.first.cursor)).first)).toEqual(['unknown_epoch']);
      await feed.close();
    });

    it('[FEED7] lives as long as any device is there', async () => {
      const { feed, pass } = await open();
      const me = newUser();
      const stays = await attached(feed, me);
      const goes = await attached(feed, me);
      goes.device.detach();
      await pass(10 * keptMs);
      await publish(feed, [me], [1]);
      expect(short(await next(stays.device))).toEqual([1]);
      expect(short((await attached(feed, me, goes.first.cursor)).first)).toEqual([1]);
      await feed.close();
    });

    it('[FEED7] and a device that came back in time keeps it', async () => {
      const { feed, pass } = await open();
      const me = newUser();
      const { device, first } = await attached(feed, me);
      device.detach();
      await pass(keptMs - aMinute);
      const back = await attached(feed, me, first.cursor);
      await pass(10 * keptMs);
      await publish(feed, [me], [1]);
      expect(short(await next(back.device))).toEqual([1]);
      expect(short((await attached(feed, me, first.cursor)).first)).toEqual([1]);
      await feed.close();
    });

    it('[FEED8] what is published for someone without a window goes nowhere', async () => {
      const { feed } = await open();
      const me = newUser();
      await publish(feed, [me], [1]);
      expect(short((await attached(feed, me)).first)).toEqual(['start']);
      await feed.close();
    });
  });

  describe('delivery', () => {
    it('[FEED9] each device of each person gets every event once, in one order, with the same cursors', async () => {
      const { feed } = await open();
      const [me, peer, stranger] = [newUser(), newUser(), newUser()];
      const mine = [await attached(feed, me), await attached(feed, me)];
      const theirs = await attached(feed, peer);
      const other = await attached(feed, stranger);
      await publish(feed, [me, peer], [1, 2]);
      await publish(feed, [stranger], [3]);

      const [one, two] = await Promise.all(mine.map(({ device }) => next(device)));
      expect(one).toEqual(two);
      expect(one && short(one)).toEqual([1, 2]);
      expect(short(await next(theirs.device))).toEqual([1, 2]);
      expect(short(await next(other.device))).toEqual([3]);
      await feed.close();
    });

    it('[FEED10] what is published at once is one batch', async () => {
      const { feed } = await open();
      const me = newUser();
      const { device } = await attached(feed, me);
      const waiting = next(device);
      await publish(feed, [me], [1, 2, 3]);
      expect(short(await waiting)).toEqual([1, 2, 3]);
      await feed.close();
    });

    // Through a server on the way nobody knows what comes together.
    it.runIf(inProcess)('[FEED10] what is published in one turn of the loop is one batch', async () => {
      const { feed } = await open();
      const me = newUser();
      const { device } = await attached(feed, me);
      const waiting = next(device);
      await publish(feed, [me], [1]);
      await publish(feed, [me], [2, 3]);
      feed.heartbeat(3);
      await publish(feed, [me], [4]);
      expect(short(await waiting)).toEqual([1, 2, 3, 4, 'heartbeat']);
      await feed.close();
    });

    it('[FEED10] a batch holds at most 200 events, and what waits for them comes with the last', async () => {
      const { feed } = await open();
      const me = newUser();
      const { device, first } = await attached(feed, me);
      const { device: witness } = await attached(feed, me);
      await publish(feed, [me], seqs(1, 450));
      feed.signal([me], { type: 'typing', roomId, userId: me });
      await until(witness, 'typing');
      feed.heartbeat(450);

      const batches = [await next(device), await next(device), await next(device)];
      expect(batches.map(short)).toEqual([seqs(1, 200), seqs(201, 200), [...seqs(401, 50), 'typing', 'heartbeat']]);
      const resumed = await attached(feed, me, batches[0]?.cursor ?? first.cursor);
      expect(short(resumed.first)).toEqual(seqs(201, 200));
      await feed.close();
    });

    it.runIf(inProcess)('[FEED10] what was taken before the turn ended is no batch once more', async () => {
      const { feed } = await open();
      const me = newUser();
      const device = await feed.attach(me, null);
      await publish(feed, [me], [1]);
      expect(short(await next(device))).toEqual(['start', 1]);
      const waiting = next(device);
      await nextTurn();
      await nextTurn();
      await publish(feed, [me], [2]);
      expect(short(await waiting)).toEqual([2]);
      await feed.close();
    });

    it('[FEED11] typing, presence and heartbeats ride on the current cursor and are not told again', async () => {
      const { feed } = await open();
      const me = newUser();
      const { device, first } = await attached(feed, me);
      const late = await feed.attach(me, null);
      const { device: witness } = await attached(feed, me);
      feed.signal([me, newUser()], { type: 'typing', roomId, userId: me });
      feed.signal([me], { type: 'presence', userId: me, active: true, lastActiveAt: 1 });
      await until(witness, 'presence');
      feed.heartbeat(7);
      const batch = await next(device);

      expect(batch).toEqual({
        cursor: first.cursor,
        events: [
          { type: 'typing', roomId, userId: me },
          { type: 'presence', userId: me, active: true, lastActiveAt: 1 },
          { type: 'heartbeat', storedThrough: 7 },
        ],
      });
      expect(short(await next(late))).toEqual(['start', 'typing', 'presence', 'heartbeat']);
      expect(short((await attached(feed, me, batch.cursor)).first)).toEqual([]);
      await feed.close();
    });

    it('[FEED11] of those a slow device keeps the newest few, and loses none of the others for them', async () => {
      const { feed } = await open();
      const [me, peer] = [newUser(), newUser()];
      const { device } = await attached(feed, me);
      const { device: witness } = await attached(feed, me);
      await publish(feed, [me], [1]);
      for (const lastActiveAt of seqs(1, 500)) {
        feed.signal([me], { type: 'presence', userId: peer, active: false, lastActiveAt });
      }
      for (const seq of seqs(1, 500)) feed.heartbeat(seq);
      await publish(feed, [me], [2]);
      while (!short(await next(witness)).includes(2)) continue;
      const { events } = await next(device);

      expect(events.slice(0, 2)).toMatchObject([{ message: { seq: 1 } }, { message: { seq: 2 } }]);
      expect(events.slice(2, -1)).toEqual(
        seqs(469, 32).map((lastActiveAt) => ({ type: 'presence', userId: peer, active: false, lastActiveAt })),
      );
      expect(events.at(-1)).toEqual({ type: 'heartbeat', storedThrough: 500 });
      await feed.close();
    });
  });

  describe('the end', () => {
    it('[FEED12] detaching, aborting and closing end the wait with null', async () => {
      const { feed } = await open();
      const me = newUser();
      const [one, two, three] = [await attached(feed, me), await attached(feed, me), await attached(feed, me)];
      const aborting = new AbortController();
      const waiting = [one.device.next(patient), two.device.next(aborting.signal), three.device.next(patient)];
      one.device.detach();
      one.device.detach();
      aborting.abort();
      expect(await Promise.all(waiting.slice(0, 2))).toEqual([null, null]);
      await publish(feed, [me], [1]);
      await feed.close();

      expect(await waiting[2]).toBeNull();
      for (const { device } of [one, three]) expect(await device.next(patient)).toBeNull();
      expect(await (await feed.attach(me, null)).next(patient)).toBeNull();
    });

    it('[FEED12] a wait that was aborted has taken nothing', async () => {
      const { feed } = await open();
      const me = newUser();
      const { device } = await attached(feed, me);
      const aborting = new AbortController();
      const waiting = device.next(aborting.signal);
      aborting.abort();
      expect(await waiting).toBeNull();
      expect(await device.next(aborting.signal)).toBeNull();
      await publish(feed, [me], [1]);
      expect(short(await next(device))).toEqual([1]);
      await feed.close();
    });

    it('[FEED12] a wait ends by news, and not once more when its signal aborts later', async () => {
      const { feed } = await open();
      const me = newUser();
      const { device } = await attached(feed, me);
      const aborting = new AbortController();
      const waiting = device.next(aborting.signal);
      await publish(feed, [me], [1]);
      expect(await waiting).not.toBeNull();
      const another = device.next(patient);
      aborting.abort();
      await publish(feed, [me], [2]);
      expect(await another).not.toBeNull();
      await feed.close();
    });
  });
};
