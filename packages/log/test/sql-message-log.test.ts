import { insertGap, makePartitions, openDatabase, raiseEpoch } from '@duet/db';
import type { Database } from '@duet/db';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createSqlMessageLog, OutcomeUnknown } from '../src/index.ts';
import { entryIn } from './entries.ts';
import { messageLogSuite } from './message-log-suite.ts';
import { sqlLogInMemory, sqlLogOnFile } from './open-sql-log.ts';
import { plantFailures } from './plant-failures.ts';
import { sqlLogSuite } from './sql-log-suite.ts';

describe('the log in SQLite, in memory', () => {
  messageLogSuite(() => sqlLogInMemory());
  sqlLogSuite(sqlLogInMemory);
});

describe('the log in SQLite, on a file', () => {
  messageLogSuite(() => sqlLogOnFile());
});

describe('a database that was written through Redis', () => {
  const start = (database: Database) => {
    const nothing = (): void => undefined;
    const now = (): number => 1_800_000_000_000;
    return createSqlMessageLog({ database, now, onAccepted: nothing, onFenced: nothing, onFault: nothing });
  };

  it('[LOG61] is not opened without it: what Redis still holds would be missing', async () => {
    const database = await openDatabase(':memory:');
    await makePartitions(database.db, 16);
    await expect(start(database)).rejects.toMatchObject({ name: 'DatabaseError', fault: 'needs_redis' });
    await database.close();
  });

  it('[LOG61] and once its partitions are taken away the log goes on above every message and every gap', async () => {
    await using test = await sqlLogInMemory();
    const room = await test.newRoom();
    test.clock.now += 7_200_000;
    const first = await test.log.append(entryIn(room));
    test.clock.now -= 7_200_000;
    await test.db.deleteFrom('log_partitions').execute();
    await test.restart();
    const second = await test.log.append(entryIn(room));
    expect(first.ok && second.ok && second.seq > first.seq).toBe(true);
    const gapEnd = (second.ok ? second.seq : 0) + 1_000_000;
    await insertGap(test.db, { p: 3, from: gapEnd - 1, to: gapEnd });
    await test.db.deleteFrom('log_partitions').execute();
    await test.restart();
    const third = await test.log.append(entryIn(room));
    expect(third.ok && third.seq > gapEnd).toBe(true);
  });
});

/** `lossy`: the next commit reaches SQL and its answer does not come back. `dead` behind it: nothing can be read either. */
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
            line.state = line.state === 'lossy' ? 'good' : 'dead';
            throw new Error('the line was lost behind the commit');
          },
        });
      },
    }),
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
