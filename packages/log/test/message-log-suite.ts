import { setImmediate as turn } from 'node:timers/promises';
import type { HistoryRange, Seq } from '@duet/protocol';
import { describe, expect, it } from 'vitest';
import type { LogUnderTest, OpenLog, TestRoom } from './log-under-test.ts';
import { entryIn, newMessageId } from './entries.ts';

const seqsOf = async (test: LogUnderTest, room: TestRoom, range: HistoryRange = {}, limit = 200): Promise<Seq[]> =>
  (await test.log.history(room.id, range, limit)).messages.map((message) => message.seq);

/** Appends one after the other and returns where each stands. */
const filled = async (test: LogUnderTest, room: TestRoom, count: number): Promise<Seq[]> => {
  const seqs: Seq[] = [];
  for (let n = 0; n < count; n += 1) {
    const answer = await test.log.append(entryIn(room));
    if (!answer.ok) throw new Error(answer.reason);
    seqs.push(answer.seq);
  }
  return seqs;
};

/** What every `MessageLog` does, whatever it is made of. */
export const messageLogSuite = (open: OpenLog): void => {
  describe('one key, one message', () => {
    it('[LOG1] a second append with the same id gets the first answer, whatever its text says', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const entry = entryIn(room, { text: 'first' });
      const first = await test.log.append(entry);
      test.clock.now += 60_000;

      expect(await test.log.append({ ...entry, text: 'second' })).toEqual({ ...first, replayed: true });
      expect(await test.log.known(entry)).toEqual({ ...first, replayed: true });
      expect((await test.log.history(room.id, {}, 9)).messages.map((message) => message.text)).toEqual(['first']);
    });

    it('[LOG1] and after a restart', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const entry = entryIn(room);
      const first = await test.log.append(entry);
      await test.restart();

      expect(await test.log.known(entry)).toEqual({ ...first, replayed: true });
      const [again, fresh] = await Promise.all([test.log.append(entry), test.log.append(entryIn(room))]);
      expect(again).toEqual({ ...first, replayed: true });
      expect(fresh).toMatchObject({ ok: true, replayed: false });
      expect(await seqsOf(test, room)).toHaveLength(2);
    });

    it('[LOG2] twenty appends of one key at once are one message and one first answer', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const entry = entryIn(room);
      const answers = await Promise.all(Array.from({ length: 20 }, () => test.log.append(entry)));

      expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
      expect(new Set(answers.map((answer) => answer.ok && answer.seq)).size).toBe(1);
      expect(await seqsOf(test, room)).toHaveLength(1);
    });

    it('[LOG3] the same id by the other sender, or in another room, is another message', async () => {
      await using test = await open();
      const [room, other] = [await test.newRoom(), await test.newRoom()];
      const id = newMessageId();
      const answers = [
        await test.log.append(entryIn(room, { id, sender: 0 })),
        await test.log.append(entryIn(room, { id, sender: 1 })),
        await test.log.append(entryIn(other, { id, sender: 0 })),
      ];
      expect(answers).toEqual(Array.from(answers, () => expect.objectContaining({ ok: true, replayed: false })));
      expect(await test.log.known({ roomId: other.id, senderId: room.members[1], id })).toBeNull();
    });
  });

  describe('one order', () => {
    it('[LOG4] places rise in the order of the appends, also while the clock stands still or steps back', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const before = await filled(test, room, 3);
      test.clock.now -= 3_600_000;
      const answers = await Promise.all(Array.from({ length: 5 }, () => test.log.append(entryIn(room))));
      const seqs = [...before, ...answers.map((answer) => (answer.ok ? answer.seq : 0))];

      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      expect(new Set(seqs).size).toBe(8);
      expect(seqs.every(Number.isSafeInteger)).toBe(true);
      expect(await seqsOf(test, room)).toEqual(seqs);
    });

    it('[LOG5] a restart goes on above every place given before, also with a clock in the past', async () => {
      await using test = await open();
      const [room, other] = [await test.newRoom(), await test.newRoom()];
      const [last = 0] = await filled(test, room, 1);
      test.clock.now -= 3_600_000;
      await test.restart();
      const [next = 0] = await filled(test, other, 1);
      expect(next).toBeGreaterThan(last);
    });

    it('[LOG6] what was accepted is told once each, in the order of its places, to both members', async () => {
      await using test = await open();
      const rooms = [await test.newRoom(), await test.newRoom()];
      const entries = Array.from({ length: 10 }, () => rooms.map((room) => entryIn(room))).flat();
      const answers = await Promise.all([...entries, ...entries].map((entry) => test.log.append(entry)));

      await expect.poll(() => test.accepted.length).toBeGreaterThanOrEqual(20);
      for (const room of rooms) {
        const told = test.accepted.filter((one) => one.message.roomId === room.id).map((one) => one.message.seq);
        expect(told).toEqual(told.toSorted((a, b) => a - b));
        expect(new Set(told).size).toBe(10);
      }
      const seqs = test.accepted.map((one) => one.message.seq);
      expect(new Set(seqs)).toEqual(new Set(answers.map((answer) => answer.ok && answer.seq)));
      expect(seqs).toHaveLength(20);
      expect(test.accepted.map((one) => one.members)).toEqual(
        test.accepted.map((one) => rooms.find((room) => room.id === one.message.roomId)?.members),
      );
    });

    it('[LOG7] `first` stands at a room’s first message and at no other', async () => {
      await using test = await open();
      const [room, other] = [await test.newRoom(), await test.newRoom()];
      await Promise.all([0, 1].map(() => test.log.append(entryIn(room))));
      await filled(test, other, 1);
      await test.restart();
      await filled(test, room, 1);

      await expect.poll(() => test.accepted.length).toBe(4);
      const told = test.accepted.toSorted((a, b) => a.message.seq - b.message.seq);
      expect(told.map((one) => [one.message.roomId, one.first])).toEqual([
        [room.id, true],
        [room.id, false],
        [other.id, true],
        [room.id, false],
      ]);
    });
  });

  describe('refusals', () => {
    it('[LOG8] a blocked room accepts nothing, and again once it is open', async () => {
      await using test = await open();
      const [room, other] = [await test.newRoom(), await test.newRoom()];
      await test.block(room);
      const refused = entryIn(room);
      const answers = await Promise.all([test.log.append(refused), test.log.append(entryIn(other))]);

      expect(answers).toEqual([{ ok: false, reason: 'blocked' }, expect.objectContaining({ ok: true })]);
      expect(await test.log.known(refused)).toBeNull();
      await test.unblock(room);
      expect(await test.log.append(refused)).toMatchObject({ ok: true, replayed: false });
    });

    it('[LOG8] whatever is appended while the block is on its way: nothing accepted stands behind it', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const before = Array.from({ length: 10 }, () => test.log.append(entryIn(room)));
      await test.block(room);
      const stored = await seqsOf(test, room);
      const after = Array.from({ length: 10 }, () => test.log.append(entryIn(room)));
      const answers = await Promise.all([...before, ...after]);

      expect(answers.slice(10).every((answer) => !answer.ok)).toBe(true);
      expect(await seqsOf(test, room)).toEqual(stored);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(stored.length);
    });

    it('[LOG9] a known key gets its first answer before any refusal', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const entry = entryIn(room);
      const first = await test.log.append(entry);
      await test.restart();
      await test.block(room);
      expect(await test.log.append(entry)).toEqual({ ...first, replayed: true });
    });

    it('[LOG10] closing settles what is open, then refuses with try_later', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const { log } = test;
      const begun = Array.from({ length: 5 }, () => log.append(entryIn(room)));
      await log.close();
      expect((await Promise.all(begun)).every((answer) => answer.ok)).toBe(true);
      expect(await log.append(entryIn(room))).toMatchObject({ ok: false, reason: 'try_later' });
    });
  });

  describe('reading', () => {
    it('[LOG11] history gives stretches without a hole, ascending, and says whether more lies beyond', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const seqs = await filled(test, room, 9);
      const at = (index: number): Seq => seqs[index] ?? 0;
      const page = async (range: HistoryRange, limit: number) => {
        const { messages, ...beyond } = await test.log.history(room.id, range, limit);
        return { indexes: messages.map((message) => seqs.indexOf(message.seq)), ...beyond };
      };

      expect(await page({}, 4)).toEqual({ indexes: [5, 6, 7, 8], hasOlder: true, hasNewer: false });
      expect(await page({}, 9)).toMatchObject({ hasOlder: false, hasNewer: false });
      expect(await page({ before: at(5) }, 2)).toEqual({ indexes: [3, 4], hasOlder: true, hasNewer: true });
      expect(await page({ before: at(2) }, 2)).toEqual({ indexes: [0, 1], hasOlder: false, hasNewer: true });
      expect(await page({ before: 0 }, 2)).toEqual({ indexes: [], hasOlder: false, hasNewer: true });
      expect(await page({ before: at(8) + 1 }, 1)).toEqual({ indexes: [8], hasOlder: true, hasNewer: false });
      expect(await page({ after: at(5) }, 2)).toEqual({ indexes: [6, 7], hasOlder: true, hasNewer: true });
      expect(await page({ after: 0 }, 9)).toMatchObject({ hasOlder: false, hasNewer: false });
      expect(await page({ after: at(8) }, 2)).toEqual({ indexes: [], hasOlder: true, hasNewer: false });
      expect(await page({ around: at(4) }, 3)).toEqual({ indexes: [3, 4, 5], hasOlder: true, hasNewer: true });
      expect(await page({ around: at(0) }, 4)).toEqual({ indexes: [0, 1, 2, 3], hasOlder: false, hasNewer: true });
      expect(await page({ around: at(8) }, 4)).toEqual({ indexes: [5, 6, 7, 8], hasOlder: true, hasNewer: false });
      expect(await page({ around: at(4) }, 1)).toEqual({ indexes: [4], hasOlder: true, hasNewer: true });
    });

    it('[LOG11] in a room without messages every range is empty', async () => {
      await using test = await open();
      const room = await test.newRoom();
      for (const range of [{}, { before: 5 }, { after: 0 }, { around: 5 }]) {
        expect(await test.log.history(room.id, range, 5)).toEqual({ messages: [], hasOlder: false, hasNewer: false });
      }
    });

    it('[LOG12] a head is the newest message and the others’ messages behind the receipt, up to 100', async () => {
      await using test = await open();
      const [room, empty, busy] = [await test.newRoom(), await test.newRoom(), await test.newRoom()];
      const seqs = await filled(test, room, 3);
      await test.log.append(entryIn(room, { sender: 1, text: 'mine' }));
      await Promise.all(Array.from({ length: 120 }, () => test.log.append(entryIn(busy))));
      const reader = room.members[1];
      const heads = await test.log.heads(reader, [
        { roomId: room.id, readSeq: seqs[0] ?? 0 },
        { roomId: empty.id, readSeq: 0 },
        { roomId: busy.id, readSeq: 0 },
      ]);

      expect(heads.get(room.id)).toEqual({ lastMessage: expect.objectContaining({ text: 'mine' }), unread: 2 });
      expect(heads.get(empty.id)).toEqual({ lastMessage: null, unread: 0 });
      expect(heads.get(busy.id)?.unread).toBe(100);
      expect(await test.log.heads(reader, [])).toEqual(new Map());
    });

    it('[LOG12] a head is of one moment: what comes and is stored meanwhile is counted once, with its message', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const [reader] = room.members;
      const seqs: Seq[] = [];
      let writing = true;
      const look = async (): Promise<{ last: Seq; unread: number }[]> => {
        const seen: { last: Seq; unread: number }[] = [];
        while (writing) {
          const head = (await test.log.heads(reader, [{ roomId: room.id, readSeq: 0 }])).get(room.id);
          seen.push({ last: head?.lastMessage?.seq ?? 0, unread: head?.unread ?? -1 });
          // SQLite answers within the turn: nothing would ever be appended.
          await turn();
        }
        return seen;
      };
      const looks = Promise.all([look(), look(), look()]);
      while (seqs.length < 90) {
        const answer = await test.log.append(entryIn(room, { sender: 1 }));
        if (!answer.ok) throw new Error(answer.reason);
        seqs.push(answer.seq);
        // Until it is told how far it is stored: often enough a drain is at work.
        await test.log.storedThrough();
      }
      writing = false;

      const expected = (last: Seq): number => seqs.filter((seq) => seq <= last).length;
      for (const { last, unread } of (await looks).flat()) expect(unread).toBe(expected(last));
    });

    it('[LOG13] lastSeq is the newest place in the room', async () => {
      await using test = await open();
      const room = await test.newRoom();
      expect(await test.log.lastSeq(room.id)).toBe(0);
      const seqs = await filled(test, room, 2);
      expect(await test.log.lastSeq(room.id)).toBe(seqs[1]);
    });

    it('[LOG14] what is accepted comes under the watermark, and nothing new does', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const [first = 0] = await filled(test, room, 1);
      await expect.poll(() => test.log.storedThrough()).toBeGreaterThanOrEqual(first);
      const watermark = await test.log.storedThrough();
      test.clock.now -= 3_600_000;
      await test.restart();
      expect(await test.log.storedThrough()).toBeGreaterThanOrEqual(first);
      const [next = 0] = await filled(test, room, 1);
      expect(next).toBeGreaterThan(watermark);
    });
  });
};
