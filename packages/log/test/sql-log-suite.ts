import { insertGap, participantsOf } from '@duet/db';
import { describe, expect, it } from 'vitest';
import { entryIn } from './entries.ts';
import type { SqlLogSettings, SqlLogUnderTest } from './open-sql-log.ts';

/** What the log in SQL does on every engine. */
export const sqlLogSuite = (open: (settings?: SqlLogSettings) => Promise<SqlLogUnderTest>): void => {
  describe('group commit', () => {
    it('[LOG15] the appends of one turn of the loop are one commit', async () => {
      await using test = await open();
      const rooms = [await test.newRoom(), await test.newRoom()] as const;
      await Promise.all(Array.from({ length: 30 }, (_, n) => test.log.append(entryIn(rooms[n % 2 === 0 ? 0 : 1]))));
      expect(test.batches.map((batch) => batch.length)).toEqual([30]);
    });

    it('[LOG15] a turn with more than a commit takes becomes several, in order', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const answers = await Promise.all(Array.from({ length: 1_100 }, () => test.log.append(entryIn(room))));
      expect(test.batches.map((batch) => batch.length)).toEqual([500, 500, 100]);
      expect(answers.map((answer) => answer.ok && answer.seq)).toEqual(test.accepted.map((one) => one.message.seq));
    });

    it('[LOG16] both members find the room at the place of its newest message', async () => {
      await using test = await open();
      const room = await test.newRoom();
      await Promise.all([0, 1, 2].map(() => test.log.append(entryIn(room))));
      const newest = await test.log.lastSeq(room.id);
      expect((await participantsOf(test.db, room.id)).map((participant) => participant.lastSeq)).toEqual([
        newest,
        newest,
      ]);
    });

    it('[LOG17] a listener that throws fails no answer, and its cause is reported', async () => {
      const thrown = new Error('the feed is broken');
      await using test = await open({
        onAccepted: () => {
          throw thrown;
        },
      });
      expect(await test.log.append(entryIn(await test.newRoom()))).toMatchObject({ ok: true });
      expect(test.faults).toEqual([thrown]);
    });
  });

  describe('bounds', () => {
    it('[LOG20] past the bound the log says try_later, but a known key is still answered', async () => {
      await using test = await open({ queueBound: 2 });
      const room = await test.newRoom();
      const known = entryIn(room);
      await test.log.append(known);
      await test.restart();
      const answers = await Promise.all(
        [entryIn(room), entryIn(room), entryIn(room), known].map((entry) => test.log.append(entry)),
      );
      expect(answers.map((answer) => answer.ok)).toEqual([true, true, false, true]);
      expect(answers[2]).toEqual({ ok: false, reason: 'try_later', retryAfterMs: expect.any(Number) });
    });

    it('[LOG21] once another process has raised the epoch, this one writes nothing more and says so once', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const known = entryIn(room);
      const first = await test.log.append(known);
      const successor = await test.another();

      const refused = { ok: false, reason: 'try_later', retryAfterMs: expect.any(Number) };
      expect(await test.log.append(entryIn(room))).toEqual(refused);
      expect(await test.log.append(entryIn(room))).toEqual(refused);
      expect(await test.log.append(known)).toEqual({ ...first, replayed: true });
      expect(test.fencedTimes).toBe(1);
      expect(await successor.append(entryIn(room))).toMatchObject({ ok: true });
      expect((await test.log.history(room.id, {}, 9)).messages).toHaveLength(2);
      await successor.close();
    });
  });

  describe('claims', () => {
    it('[LOG22] a lost message goes back to its place when an epoch jumped over it', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const newest = await test.log.append(entryIn(room));
      const claim = 1_000;
      await insertGap(test.db, { p: 0, from: 500, to: 1_500 });
      const lost = entryIn(room, { text: 'lost' });

      const answer = await test.log.append(lost, claim);
      expect(answer).toMatchObject({ ok: true, seq: claim, replayed: false });
      expect(await test.log.append(lost, claim)).toMatchObject({ ok: true, seq: claim, replayed: true });
      expect((await test.log.history(room.id, {}, 9)).messages.map((message) => message.text)).toEqual([
        'lost',
        'hello',
      ]);
      expect(await test.log.lastSeq(room.id)).toBe(newest.ok && newest.seq);
      expect(await test.log.append(entryIn(room))).toMatchObject({ ok: true, replayed: false });
    });

    it('[LOG22] a claim outside of a gap, of a taken place, or beyond the newest one is appended anew', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const newest = await test.log.append(entryIn(room));
      const last = newest.ok ? newest.seq : 0;
      await insertGap(test.db, { p: 0, from: 500, to: 1_500 });
      await insertGap(test.db, { p: 0, from: last + 1_000_000, to: last + 2_000_000 });
      await test.log.append(entryIn(room), 1_000);

      for (const claim of [400, 1_000, last, last + 1_500_000]) {
        const answer = await test.log.append(entryIn(room), claim);
        expect(answer.ok && answer.seq > last && answer.seq < last + 1_000_000).toBe(true);
      }
      const answers = await Promise.all([test.log.append(entryIn(room), 700), test.log.append(entryIn(room), 700)]);
      expect(answers.filter((answer) => answer.ok && answer.seq === 700)).toHaveLength(1);
    });

    it('[LOG6] what came back to an older place is told before what is newer', async () => {
      await using test = await open();
      const room = await test.newRoom();
      await test.log.append(entryIn(room));
      await insertGap(test.db, { p: 0, from: 500, to: 1_500 });
      await Promise.all([test.log.append(entryIn(room)), test.log.append(entryIn(room), 1_000)]);
      expect(test.batches[1]?.map((one) => one.message.seq === 1_000)).toEqual([true, false]);
    });

    it('[LOG22] a claim of a key that is known gets the first answer', async () => {
      await using test = await open();
      const room = await test.newRoom();
      const entry = entryIn(room);
      const first = await test.log.append(entry);
      await test.restart();
      expect(await test.log.append(entry, 1_000)).toEqual({ ...first, replayed: true });
    });
  });
};
