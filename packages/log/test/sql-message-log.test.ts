import { insertGap, participantsOf, raiseEpoch } from '@duet/db';
import type { Database } from '@duet/db';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { OutcomeUnknown } from '../src/index.ts';
import { entryIn } from './entries.ts';
import { messageLogSuite } from './message-log-suite.ts';
import { sqlLogInMemory, sqlLogOnFile } from './open-sql-log.ts';
import { plantFailures } from './plant-failures.ts';

describe('the log in SQLite, in memory', () => {
  messageLogSuite(() => sqlLogInMemory());
});

describe('the log in SQLite, on a file', () => {
  messageLogSuite(() => sqlLogOnFile());
});

/** `lossy`: a commit reaches SQL and its answer does not come back. `dead` behind it: nothing can be read either. */
type Line = { state: 'good' | 'lossy' | 'dead behind the commit' | 'dead' };

const through =
  (line: Line) =>
  (database: Database): Database => ({
    ...database,
    db: new Proxy(database.db, {
      get: (db, name) => {
        if (line.state === 'dead') throw new Error('the line is dead');
        const member: unknown = Reflect.get(db, name, db);
        if (name !== 'transaction') return typeof member === 'function' ? member.bind(db) : member;
        return () => ({
          execute: async (work: (trx: Database['db']) => Promise<unknown>) => {
            const result = await db.transaction().execute(work);
            if (line.state === 'good') return result;
            if (line.state === 'dead behind the commit') line.state = 'dead';
            throw new Error('the line was lost behind the commit');
          },
        });
      },
    }),
  });

describe('group commit', () => {
  it('[LOG15] the appends of one turn of the loop are one commit', async () => {
    await using test = await sqlLogInMemory();
    const rooms = [await test.newRoom(), await test.newRoom()] as const;
    await Promise.all(Array.from({ length: 30 }, (_, n) => test.log.append(entryIn(rooms[n % 2 === 0 ? 0 : 1]))));
    expect(test.batches.map((batch) => batch.length)).toEqual([30]);
  });

  it('[LOG15] a turn with more than a commit takes becomes several, in order', async () => {
    await using test = await sqlLogInMemory();
    const room = await test.newRoom();
    const answers = await Promise.all(Array.from({ length: 1_100 }, () => test.log.append(entryIn(room))));
    expect(test.batches.map((batch) => batch.length)).toEqual([500, 500, 100]);
    expect(answers.map((answer) => answer.ok && answer.seq)).toEqual(test.accepted.map((one) => one.message.seq));
  });

  it('[LOG16] both members find the room at the place of its newest message', async () => {
    await using test = await sqlLogInMemory();
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
    await using test = await sqlLogInMemory({
      onAccepted: () => {
        throw thrown;
      },
    });
    expect(await test.log.append(entryIn(await test.newRoom()))).toMatchObject({ ok: true });
    expect(test.faults).toEqual([thrown]);
  });
});

describe('failures', () => {
  it('[LOG18] a batch whose statement failed is refused with try_later and can be sent again', async () => {
    await using test = await sqlLogInMemory();
    await plantFailures(test);
    const room = await test.newRoom();
    const entry = entryIn(room);
    const answers = await Promise.all([test.log.append(entry), test.log.append(entryIn(room, { text: 'failing' }))]);

    const refused = { ok: false, reason: 'try_later', retryAfterMs: expect.any(Number) };
    expect(answers).toEqual([refused, refused]);
    expect(test.faults).toEqual([expect.objectContaining({ message: 'planted' })]);
    expect(await test.log.lastSeq(room.id)).toBe(0);
    expect(await test.log.append(entry)).toMatchObject({ ok: true, replayed: false });
    expect(test.accepted).toHaveLength(1);
  });

  it('[LOG18] a full disk refuses with try_later, answers known keys, and writes again once there is room', async () => {
    await using test = await sqlLogOnFile();
    const room = await test.newRoom();
    const known = entryIn(room);
    const first = await test.log.append(known);
    await test.restart();
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(test.db);
    await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 1)}`.execute(test.db);
    const big = Array.from({ length: 50 }, () => entryIn(room, { text: 'x'.repeat(4_000) }));

    const answers = await Promise.all([known, ...big].map((entry) => test.log.append(entry)));
    expect(answers[0]).toEqual({ ...first, replayed: true });
    expect(answers.slice(1)).toEqual(big.map(() => expect.objectContaining({ ok: false, reason: 'try_later' })));
    await sql`pragma max_page_count = 100000`.execute(test.db);
    const again = await Promise.all(big.map((entry) => test.log.append(entry)));
    expect(again.every((answer) => answer.ok && !answer.replayed)).toBe(true);
  });

  it('[LOG19] a commit that failed leaves the outcome unknown; asked again, there is one message', async () => {
    await using test = await sqlLogInMemory();
    await plantFailures(test);
    const room = await test.newRoom();
    const entry = entryIn(room);
    const settled = await Promise.allSettled([
      test.log.append(entry),
      test.log.append(entry),
      test.log.append(entryIn(room, { text: 'doubtful' })),
    ]);

    const inDoubt = settled.filter((one) => one.status === 'rejected' && one.reason instanceof OutcomeUnknown);
    expect(inDoubt).toHaveLength(3);
    expect(test.faults).toHaveLength(1);
    expect(test.accepted).toEqual([]);
    expect(await test.log.append(entry)).toMatchObject({ ok: true });
    expect((await test.log.history(room.id, {}, 9)).messages).toHaveLength(1);
  });

  it('[LOG19] a commit that happened though its answer was lost is answered, and told before anything newer', async () => {
    const line: Line = { state: 'good' };
    await using test = await sqlLogInMemory({ through: through(line) });
    const room = await test.newRoom();
    const [entry, later] = [entryIn(room), entryIn(room)];
    line.state = 'lossy';
    const answers = await Promise.all([test.log.append(entry), test.log.append(entryIn(room))]);
    line.state = 'good';

    expect(answers).toEqual(answers.map(() => expect.objectContaining({ ok: true })));
    expect(test.accepted).toHaveLength(2);
    await test.log.append(later);
    expect(await test.log.append(entry)).toMatchObject({ ok: true, replayed: true });
    const { messages } = await test.log.history(room.id, {}, 9);
    expect(test.accepted.map((one) => one.message)).toEqual(messages);
    expect(messages).toHaveLength(3);
    expect(await test.log.storedThrough()).toBe(messages.at(-1)?.seq);
  });

  it('[LOG19] also when SQL could not be asked at once', async () => {
    const line: Line = { state: 'good' };
    await using test = await sqlLogInMemory({ through: through(line) });
    const room = await test.newRoom();
    const entry = entryIn(room);
    line.state = 'dead behind the commit';
    await expect(test.log.append(entry)).rejects.toThrow(OutcomeUnknown);
    line.state = 'good';
    await test.log.append(entryIn(room));

    const { messages } = await test.log.history(room.id, {}, 9);
    expect(messages.map((message) => message.id)[0]).toBe(entry.id);
    expect(test.accepted.map((one) => one.message)).toEqual(messages);
    expect(messages).toHaveLength(2);
  });

  it('[LOG20] past the bound the log says try_later, but a known key is still answered', async () => {
    await using test = await sqlLogInMemory({ queueBound: 2 });
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
    await using test = await sqlLogInMemory();
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

  it('[LOG21] also when that happens between two commits of one turn', async () => {
    await using test = await sqlLogInMemory();
    const room = await test.newRoom();
    const appends = Array.from({ length: 600 }, () => test.log.append(entryIn(room)));
    await appends[0];
    await raiseEpoch(test.db, 0);
    const answers = await Promise.all(appends);
    const stored = await test.db.selectFrom('messages').select('seq').execute();
    expect(answers.filter((answer) => answer.ok)).toHaveLength(stored.length);
    expect(stored).toHaveLength(500);
    expect(await test.log.append(entryIn(room))).toMatchObject({ ok: false, reason: 'try_later' });
  });
});

describe('claims', () => {
  it('[LOG22] a lost message goes back to its place when an epoch jumped over it', async () => {
    await using test = await sqlLogInMemory();
    const room = await test.newRoom();
    const newest = await test.log.append(entryIn(room));
    const claim = 1_000;
    await insertGap(test.db, { p: 0, from: 500, to: 1_500 });
    const lost = entryIn(room, { text: 'lost' });

    const answer = await test.log.append(lost, claim);
    expect(answer).toMatchObject({ ok: true, seq: claim, replayed: false });
    expect(await test.log.append(lost, claim)).toMatchObject({ ok: true, seq: claim, replayed: true });
    expect((await test.log.history(room.id, {}, 9)).messages.map((message) => message.text)).toEqual(['lost', 'hello']);
    expect(await test.log.lastSeq(room.id)).toBe(newest.ok && newest.seq);
    expect(await test.log.append(entryIn(room))).toMatchObject({ ok: true, replayed: false });
  });

  it('[LOG22] a claim outside of a gap, of a taken place, or beyond the newest one is appended anew', async () => {
    await using test = await sqlLogInMemory();
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
    await using test = await sqlLogInMemory();
    const room = await test.newRoom();
    await test.log.append(entryIn(room));
    await insertGap(test.db, { p: 0, from: 500, to: 1_500 });
    await Promise.all([test.log.append(entryIn(room)), test.log.append(entryIn(room), 1_000)]);
    expect(test.batches[1]?.map((one) => one.message.seq === 1_000)).toEqual([true, false]);
  });

  it('[LOG22] a claim of a key that is known gets the first answer', async () => {
    await using test = await sqlLogInMemory();
    const room = await test.newRoom();
    const entry = entryIn(room);
    const first = await test.log.append(entry);
    await test.restart();
    expect(await test.log.append(entry, 1_000)).toEqual({ ...first, replayed: true });
  });
});
