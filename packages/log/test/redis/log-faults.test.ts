import { openDatabase } from '@duet/db';
import { isLeftOut, startRedis } from '@duet/engines';
import type { Redis } from '@duet/engines';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectRedis, OutcomeUnknown } from '../../src/index.ts';
import type { AppendResult, Entry, MessageLog } from '../../src/index.ts';
import { entryIn } from '../entries.ts';
import type { TestRoom } from '../log-under-test.ts';
import { overLine } from './line.ts';
import { openRedisLog, openRedisNode } from './open-redis-log.ts';
import type { RedisLogSettings } from './open-redis-log.ts';

const patience = { timeout: 20_000, interval: 50 };

type Outcome = AppendResult | 'unknown';

const outcome = (log: MessageLog, entry: Entry, claim?: number): Promise<Outcome> =>
  log.append(entry, claim).catch((error: unknown): 'unknown' => {
    if (error instanceof OutcomeUnknown) return 'unknown';
    throw error;
  });

const seqOf = (answer: Outcome): number => {
  if (answer === 'unknown' || !answer.ok) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer.seq;
};

/** As an outbox does: with the same id until there is an answer. */
const settled = async (log: MessageLog, entry: Entry, claim?: number): Promise<number> => {
  const answer = await expect
    .poll(() => outcome(log, entry, claim), patience)
    .toMatchObject({ ok: true })
    .then(() => outcome(log, entry, claim));
  return seqOf(answer);
};

const newest = async (log: MessageLog, room: TestRoom) => (await log.history(room.id, {}, 200)).messages;

describe.skipIf(isLeftOut('redis'))('the log in Redis, when things break', () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis[Symbol.asyncDispose]());

  const open = async (settings?: RedisLogSettings, url = redis.url) => {
    const line = { cut: false };
    const test = await openRedisLog(url, overLine(await openDatabase(':memory:'), line), settings);
    const storedCount = async (): Promise<number> => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from messages`.execute(test.db);
      return Number(rows[0]?.n);
    };
    return Object.assign(test, { line, storedCount });
  };

  it('[LOG30] two nodes append, read and drain one room: one order, each message once', async () => {
    await using test = await open();
    await using other = await test.another();
    const room = await test.newRoom();
    const logs = [test.log, other.log];
    const entries = Array.from({ length: 60 }, () => entryIn(room));
    const answers = await Promise.all(entries.map((entry, n) => outcome(logs[n % 2] ?? test.log, entry)));
    const again = await Promise.all(entries.map((entry, n) => outcome(logs[(n + 1) % 2] ?? test.log, entry)));

    expect(again.map(seqOf)).toEqual(answers.map(seqOf));
    const seqs = answers.map(seqOf).toSorted((a, b) => a - b);
    for (const log of logs) expect((await newest(log, room)).map(({ seq }) => seq)).toEqual(seqs);
    await expect.poll(test.storedCount, patience).toBe(60);
    for (const log of logs) expect((await newest(log, room)).map(({ seq }) => seq)).toEqual(seqs);
  });

  it('[LOG8] a block on one node holds on the other', async () => {
    await using test = await open();
    await using other = await test.another();
    const room = await test.newRoom();
    expect(await other.log.append(entryIn(room))).toMatchObject({ ok: true });
    await test.block(room);
    expect(await other.log.append(entryIn(room))).toEqual({ ok: false, reason: 'blocked' });
    await test.unblock(room);
    expect(await other.log.append(entryIn(room))).toMatchObject({ ok: true });
  });

  it('[LOG31] with SQL away rooms seen lately go on: accepted, told, read; then all of it is stored', async () => {
    await using test = await open();
    const [room, unseen] = [await test.newRoom(), await test.newRoom()];
    await test.log.append(entryIn(room));
    await expect.poll(test.storedCount, patience).toBe(1);
    test.line.cut = true;
    const entries = Array.from({ length: 300 }, () => entryIn(room));
    const answers = await Promise.all(entries.map((entry) => outcome(test.log, entry)));

    expect(answers.every((answer) => answer !== 'unknown' && answer.ok)).toBe(true);
    await expect.poll(() => test.accepted.length, patience).toBe(301);
    const page = await test.log.history(room.id, {}, 50);
    expect(page.messages.map(({ seq }) => seq)).toEqual(answers.slice(-50).map(seqOf));
    expect(page).toMatchObject({ hasOlder: true, hasNewer: false });
    await expect(test.log.history(room.id, { after: 1 }, 50)).rejects.toThrow();
    expect(await test.log.append(entryIn(unseen))).toMatchObject({ ok: false, reason: 'try_later' });
    const watermark = await test.log.storedThrough();
    expect(watermark).toBeLessThan(seqOf(answers[0] ?? 'unknown'));

    test.line.cut = false;
    await expect.poll(test.storedCount, patience).toBe(301);
    await expect
      .poll(() => test.log.storedThrough(), patience)
      .toBeGreaterThanOrEqual(seqOf(answers.at(-1) ?? 'unknown'));
  });

  it('[LOG31] an id that is not young is looked up in SQL, and refused without it', async () => {
    await using test = await open();
    const room = await test.newRoom();
    await test.log.append(entryIn(room));
    const old = { ...entryIn(room), id: '01890000-0000-7000-8000-000000000000' as Entry['id'] };
    test.line.cut = true;
    expect(await test.log.append(old)).toMatchObject({ ok: false, reason: 'try_later' });
    test.line.cut = false;
    expect(await test.log.append(old)).toMatchObject({ ok: true, replayed: false });
  });

  it('[LOG32] past the bound of what is not drained sends get try_later, until it is drained', async () => {
    await using test = await open({ undrainedBytes: 16 * 20_000 });
    const room = await test.newRoom();
    const first = entryIn(room);
    await test.log.append(first);
    await expect.poll(test.storedCount, patience).toBe(1);
    test.line.cut = true;
    const answers: AppendResult[] = [];
    for (let n = 0; n < 30; n += 1) answers.push(await test.log.append(entryIn(room, { text: 'x'.repeat(1_000) })));

    const accepted = answers.filter((answer) => answer.ok).length;
    expect(accepted).toBeGreaterThan(5);
    expect(answers.at(-1)).toEqual({ ok: false, reason: 'try_later', retryAfterMs: expect.any(Number) });
    expect(await test.log.append(first)).toMatchObject({ ok: true, replayed: true });
    test.line.cut = false;
    await settled(test.log, entryIn(room));
    await expect.poll(test.storedCount, patience).toBe(accepted + 2);
  });

  it('[LOG33] what a node accepted and neither told nor drained, another does within 5 s', async () => {
    await using test = await open();
    const room = await test.newRoom();
    await test.log.append(entryIn(room));
    await expect.poll(test.storedCount, patience).toBe(1);
    await test.node.log.close();
    const dying = await test.another({ onAccepted: () => new Promise(() => undefined) });
    const answers = await Promise.all(Array.from({ length: 20 }, () => outcome(dying.log, entryIn(room))));
    // From here on it is as if it had been killed: nothing of it reaches Redis any more.
    dying.redis.close();
    await using other = await test.another();

    await expect.poll(() => other.accepted.length, { timeout: 5_000 }).toBe(20);
    await expect.poll(test.storedCount, { timeout: 5_000 }).toBe(21);
    expect(other.accepted.map(({ message }) => message.seq)).toEqual(answers.map(seqOf));
  });

  it('[LOG37] at the memory limit of Redis sends get try_later, drains go on, and then it takes them again', async () => {
    await using test = await open();
    const room = await test.newRoom();
    await test.log.append(entryIn(room));
    await redis.cli('config', 'set', 'maxmemory', '1000000');
    const refused = await test.log.append(entryIn(room));
    expect(refused).toEqual({ ok: false, reason: 'try_later', retryAfterMs: expect.any(Number) });
    await expect.poll(test.storedCount, patience).toBe(1);
    expect(test.node.alarms).toEqual([]);

    await redis.cli('config', 'set', 'maxmemory', '0');
    await settled(test.log, entryIn(room));
    await expect.poll(test.storedCount, patience).toBe(2);
  });

  it('[LOG38] a row that SQL refuses for itself is a dead letter with an alarm, and holds up nobody', async () => {
    await using test = await open();
    await sql`create trigger refusing before insert on messages when new.text = 'refused'
      begin select raise(abort, 'planted'); end`.execute(test.db);
    const [room, other] = [await test.newRoom(), await test.newRoom()];
    const texts = ['fine', 'refused', 'fine'];
    await Promise.all(texts.map((text) => test.log.append(entryIn(room, { text }))));
    await test.log.append(entryIn(other, { text: 'refused' }));
    await test.log.append(entryIn(other));

    await expect.poll(test.storedCount, patience).toBe(3);
    await expect.poll(() => test.node.alarms.length, patience).toBe(2);
    const letters = await test.db.selectFrom('dead_letters').select(['room_id', 'error']).execute();
    expect(letters.map((letter) => letter.room_id).toSorted()).toEqual([room.id, other.id].toSorted());
    expect(letters[0]?.error).toContain('planted');
  });

  it('[LOG39] an id that stands at two places keeps the first in SQL; the other one is withdrawn', async () => {
    await using test = await open();
    const room = await test.newRoom();
    const entry = entryIn(room);
    const first = seqOf(await outcome(test.log, entry));
    await expect.poll(test.storedCount, patience).toBe(1);
    // As if the copy of an id were lost, and of nothing else.
    for (const key of await test.node.redis.commands.keys(`{${test.node.epochs.prefix}.p*:id:*`)) {
      await test.node.redis.commands.del(key);
    }
    const second = seqOf(await outcome(test.log, entry));

    expect(second).toBeGreaterThan(first);
    await expect.poll(() => test.node.withdrawn.length, patience).toBe(1);
    expect(test.node.withdrawn[0]?.message).toMatchObject({ seq: second, status: 'unsent', text: '' });
    expect(test.node.alarms).toHaveLength(1);
    expect((await newest(test.log, room)).map(({ seq }) => seq)).toEqual([first]);
  });

  it('[LOG34] Redis killed and restarted: nothing acknowledged is lost, and sending goes on', async () => {
    await using test = await open();
    const room = await test.newRoom();
    await test.log.append(entryIn(room));
    await expect.poll(test.storedCount, patience).toBe(1);
    test.line.cut = true;
    const entries = Array.from({ length: 50 }, () => entryIn(room));
    const before = await Promise.all(entries.map((entry) => outcome(test.log, entry)));
    const during = entryIn(room);
    const dying = outcome(test.log, during);
    await redis.stop('SIGKILL');
    await dying;
    // Until the line's end is noticed the outcome of what goes into it is unknown.
    const meanwhile = entryIn(room);
    await expect
      .poll(() => outcome(test.log, meanwhile), patience)
      .toEqual({ ok: false, reason: 'try_later', retryAfterMs: expect.any(Number) });
    await redis.start();
    test.line.cut = false;

    const last = await settled(test.log, during);
    const seqs = (await newest(test.log, room)).map(({ seq }) => seq);
    expect(seqs).toEqual(expect.arrayContaining(before.map(seqOf)));
    expect(seqs.at(-1)).toBe(last);
    await expect.poll(test.storedCount, patience).toBe(52);
    expect(await Promise.all(entries.map((entry) => settled(test.log, entry)))).toEqual(before.map(seqOf));
  });

  it('[LOG34] a Redis that answers nothing for a while leaves the outcome unknown; asked again there is one message', async () => {
    await using test = await open();
    const room = await test.newRoom();
    await test.log.append(entryIn(room));
    const entry = entryIn(room);
    await redis.pause();
    expect(await outcome(test.log, entry)).toBe('unknown');
    redis.resume();
    const seq = await settled(test.log, entry);
    expect((await newest(test.log, room)).map((message) => message.seq)).toEqual([expect.any(Number), seq]);
  });

  it('[LOG42] a Redis that does not answer at the start is named', async () => {
    const nobody = connectRedis('redis://:secret@127.0.0.1:1', () => undefined);
    await expect(nobody).rejects.toThrow('Redis did not answer at 127.0.0.1:1');
  });

  it('[LOG35] after FLUSHALL what was stored is there, and what was not goes back to its place when it is sent again', async () => {
    await using test = await open();
    const room = await test.newRoom();
    const stored = entryIn(room);
    const storedAt = await settled(test.log, stored);
    await expect.poll(test.storedCount, patience).toBe(1);
    test.line.cut = true;
    const lost = Array.from({ length: 5 }, () => entryIn(room));
    const places = await Promise.all(lost.map(async (entry) => seqOf(await outcome(test.log, entry))));
    const sentAts = (await newest(test.log, room)).slice(-5).map(({ sentAt }) => sentAt);
    await redis.cli('flushall');
    expect(await test.log.append(entryIn(room))).toMatchObject({ ok: false, reason: 'try_later' });
    test.line.cut = false;

    const fresh = await settled(test.log, entryIn(room));
    expect(fresh).toBeGreaterThan((places.at(-1) ?? 0) + 3_600_000_000);
    const claimed = await Promise.all(lost.map((entry, n) => settled(test.log, entry, places[n])));
    expect(claimed).toEqual(places);
    expect((await newest(test.log, room)).slice(1, -1).map(({ sentAt }) => sentAt)).toEqual(sentAts);
    expect(await settled(test.log, stored, storedAt)).toBe(storedAt);
    expect((await newest(test.log, room)).map(({ seq }) => seq)).toEqual([storedAt, ...places, fresh]);
  });

  it('[LOG35] [LOG36] a failover that lost acknowledged writes while the old primary still answers', async () => {
    await using primary = await startRedis();
    await using replica = await startRedis(['--replicaof', `127.0.0.1 ${primary.port}`]);
    // The first replica gives its primary a new replication id: what begins after that is one epoch.
    await expect.poll(() => replica.cli('info', 'replication'), patience).toContain('master_link_status:up');
    await using test = await open({}, primary.url);
    const room = await test.newRoom();
    await settled(test.log, entryIn(room));
    await expect.poll(test.storedCount, patience).toBe(1);
    test.line.cut = true;
    const kept = entryIn(room);
    const keptAt = seqOf(await outcome(test.log, kept));
    await expect.poll(() => replica.cli('keys', `*:id:*${kept.id}`), patience).toContain(kept.id);
    await replica.cli('replicaof', 'no', 'one');
    const lost = entryIn(room);
    const lostAt = seqOf(await outcome(test.log, lost));
    // Its node cannot look at it when it hears of the next epoch, and then it is there again as it was.
    await primary.pause();
    test.line.cut = false;

    const old = test.log;
    await using successor = await openRedisNode(replica.url, { db: test.db }, { prefix: test.node.epochs.prefix });
    const fresh = await settled(successor.log, entryIn(room));
    await expect.poll(() => test.node.epochs.current(), patience).toBeNull();
    primary.resume();
    expect(await outcome(old, entryIn(room))).toMatchObject({ ok: false, reason: 'try_later' });
    const seqs = [await settled(successor.log, kept, keptAt), await settled(successor.log, lost, lostAt)];
    const { rows } = await sql<{
      seq: number;
      n: number;
    }>`select seq, count(*) as n from messages group by seq`.execute(test.db);

    expect(seqs).toEqual([keptAt, lostAt]);
    expect(fresh).toBeGreaterThan(lostAt);
    expect(rows.every(({ n }) => n === 1)).toBe(true);
    const there = (await newest(successor.log, room)).map(({ seq }) => seq);
    expect(there).toEqual(expect.arrayContaining([keptAt, lostAt, fresh]));
  });
});
