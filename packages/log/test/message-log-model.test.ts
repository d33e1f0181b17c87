import type { Message, MessageId, Seq } from '@duet/protocol';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { OutcomeUnknown } from '../src/index.ts';
import type { AppendResult, Entry } from '../src/index.ts';
import { entryIn, newMessageId } from './entries.ts';
import type { TestRoom } from './log-under-test.ts';
import { sqlLogInMemory } from './open-sql-log.ts';
import type { SqlLogUnderTest } from './open-sql-log.ts';

type Send = { room: number; sender: 0 | 1; id: number; text: 'hello' | 'again' | 'failing' | 'doubtful' };
type Step =
  | { do: 'send'; sends: Send[] }
  | { do: 'block' | 'unblock'; room: number }
  | { do: 'clock'; by: number }
  | { do: 'restart' };

const rooms = 3;
/** Few ids, so that they repeat: in one batch, over batches and over restarts. */
const ids = 12;

const send: fc.Arbitrary<Send> = fc.record({
  room: fc.nat(rooms - 1),
  sender: fc.constantFrom(0, 1),
  id: fc.nat(ids - 1),
  text: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('hello' as const, 'again' as const) },
    { weight: 1, arbitrary: fc.constantFrom('failing' as const, 'doubtful' as const) },
  ),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('send'), sends: fc.array(send, { minLength: 1, maxLength: 12 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('block', 'unblock'), room: fc.nat(rooms - 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clock'), by: fc.integer({ min: -9_000, max: 9_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart') }) },
);

const plantFailures = async ({ db }: SqlLogUnderTest): Promise<void> => {
  await sql`create trigger failing before insert on messages when new.text = 'failing'
    begin select raise(abort, 'planted'); end`.execute(db);
  await sql`create table nowhere (id integer primary key)`.execute(db);
  await sql`create table owed (id integer references nowhere (id) deferrable initially deferred)`.execute(db);
  await sql`create trigger doubtful after insert on messages when new.text = 'doubtful'
    begin insert into owed values (1); end`.execute(db);
};

/** What a key was answered, in the order of the answers' places: all that a log has to remember. */
class Model {
  readonly answers = new Map<string, { seq: Seq; sentAt: number; entry: Entry }>();
  readonly blocked = new Set<number>();
  newest = 0;

  take(entry: Entry, answer: AppendResult | 'unknown', room: number): void {
    const key = `${entry.roomId} ${entry.senderId} ${entry.id}`;
    const known = this.answers.get(key);
    if (answer === 'unknown') return;
    if (!answer.ok) {
      expect(known, 'a known key was refused').toBeUndefined();
      if (answer.reason === 'blocked') expect(this.blocked.has(room), 'refused in an open room').toBe(true);
      return;
    }
    if (known !== undefined) {
      expect(answer).toEqual({ ok: true, seq: known.seq, sentAt: known.sentAt, replayed: true });
      return;
    }
    expect(answer.replayed).toBe(false);
    expect(this.blocked.has(room), 'accepted in a blocked room').toBe(false);
    expect(answer.seq).toBeGreaterThan(this.newest);
    this.newest = answer.seq;
    this.answers.set(key, { seq: answer.seq, sentAt: answer.sentAt, entry });
  }

  messagesIn(room: TestRoom): Pick<Message, 'seq' | 'id' | 'senderId' | 'sentAt'>[] {
    return [...this.answers.values()]
      .filter(({ entry }) => entry.roomId === room.id)
      .map(({ seq, sentAt, entry: { id, senderId } }) => ({ seq, id, senderId, sentAt }));
  }
}

const answersOf = (test: SqlLogUnderTest, entries: readonly Entry[]): Promise<(AppendResult | 'unknown')[]> =>
  Promise.all(
    entries.map((entry) =>
      test.log.append(entry).catch((error: unknown): 'unknown' => {
        if (error instanceof OutcomeUnknown) return 'unknown';
        throw error;
      }),
    ),
  );

const play = async (script: readonly Step[]): Promise<void> => {
  await using test = await sqlLogInMemory();
  await plantFailures(test);
  const model = new Model();
  const all: TestRoom[] = [];
  for (let n = 0; n < rooms; n += 1) all.push(await test.newRoom());
  const messageIds: MessageId[] = Array.from({ length: ids }, newMessageId);
  const roomAt = (index: number): TestRoom => {
    const room = all[index];
    if (room === undefined) throw new Error(`no room ${index}`);
    return room;
  };

  for (const one of script) {
    switch (one.do) {
      case 'send': {
        const entries = one.sends.map(({ room, sender, id, text }) =>
          entryIn(roomAt(room), { sender, id: messageIds[id] ?? newMessageId(), text }),
        );
        const answers = await answersOf(test, entries);
        for (const [index, entry] of entries.entries()) {
          model.take(entry, answers[index] ?? 'unknown', one.sends[index]?.room ?? 0);
        }
        break;
      }
      case 'block':
        await test.block(roomAt(one.room));
        model.blocked.add(one.room);
        break;
      case 'unblock':
        await test.unblock(roomAt(one.room));
        model.blocked.delete(one.room);
        break;
      case 'clock':
        test.clock.now += one.by;
        break;
      case 'restart':
        await test.restart();
        break;
    }
    for (const room of all) {
      const { messages } = await test.log.history(room.id, {}, 200);
      expect(messages.map(({ seq, id, senderId, sentAt }) => ({ seq, id, senderId, sentAt }))).toEqual(
        model.messagesIn(room),
      );
    }
  }
  expect(test.accepted.map((accepted) => accepted.message.seq)).toEqual(
    [...model.answers.values()].map((answer) => answer.seq),
  );
};

describe('the log against a model of it', () => {
  const seed = Number(process.env['DUET_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

  it(`[LOG1] [LOG4] hold for any script of sends, blocks, failures, clock steps and restarts (seed ${seed})`, async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30 }), play), { seed, numRuns: 60 });
  }, 60_000);
});
