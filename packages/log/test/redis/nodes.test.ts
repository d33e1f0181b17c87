import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@duet/db';
import { isLeftOut, startMariaDb, startRedis } from '@duet/engines';
import type { MariaDb, Redis } from '@duet/engines';
import type { Message } from '@duet/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppendResult } from '../../src/message-log.ts';
import { entryIn } from '../entries.ts';
import type { TestRoom } from '../log-under-test.ts';
import { openRedisLog } from './open-redis-log.ts';
import type { RedisLogUnderTest } from './open-redis-log.ts';

const program = fileURLToPath(new URL('../programs/append-in-redis-until-killed.ts', import.meta.url));
const patience = { timeout: 30_000, interval: 50 };

const everyMessage = async (test: RedisLogUnderTest, room: TestRoom): Promise<Message[]> => {
  const all: Message[] = [];
  for (;;) {
    const page = await test.log.history(room.id, { after: all.at(-1)?.seq ?? 0 }, 200);
    all.push(...page.messages);
    if (!page.hasNewer) return all;
  }
};

describe.skipIf(isLeftOut('redis') || isLeftOut('mariadb'))('nodes on Redis and MariaDB', () => {
  let redis: Redis;
  let mariadb: MariaDb;
  beforeAll(async () => {
    [redis, mariadb] = await Promise.all([startRedis(), startMariaDb()]);
  });
  afterAll(() => Promise.all([redis[Symbol.asyncDispose](), mariadb[Symbol.asyncDispose]()]));

  const open = async () => {
    const url = await mariadb.newDatabase();
    const test = await openRedisLog(redis.url, await openDatabase(url));
    const storedCount = async (): Promise<number> => {
      const { n } = await test.db
        .selectFrom('messages')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return n;
    };
    return Object.assign(test, { url, storedCount });
  };

  it('[LOG33] after a kill -9 in the middle of sends another node tells and drains all of it within 5 s', async () => {
    await using test = await open();
    const room = await test.newRoom();
    const args = [test.url, redis.url, test.node.epochs.prefix, room.id, ...room.members];
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    let written = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => void (written += piece));
    await expect.poll(() => written.split('\n').length, patience).toBeGreaterThan(300);
    child.kill('SIGKILL');
    await ended;
    // The last line may be torn: what is not written down to its end was not answered.
    const answered = written.split('\n').slice(0, -1);

    const told = (): Set<string> => new Set(test.accepted.map(({ message }) => message.id));
    await expect
      .poll(() => answered.filter((line) => !told().has(line.slice(0, 36))), { timeout: 5_000, interval: 50 })
      .toEqual([]);
    await expect.poll(test.storedCount, { timeout: 5_000, interval: 50 }).toBeGreaterThanOrEqual(answered.length);
    const messages = await everyMessage(test, room);
    const there = new Set(messages.map(({ id, seq, text }) => `${id} ${seq} ${text}`));
    expect(answered.filter((line) => !there.has(line))).toEqual([]);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map(({ seq }) => seq).toSorted((a, b) => a - b));
  }, 60_000);

  it('[LOG41] under load a message costs less than a twentieth of a statement', async () => {
    await using test = await open();
    const rooms = await Promise.all(Array.from({ length: 20 }, () => test.newRoom()));
    for (const room of rooms) await test.log.append(entryIn(room));
    await expect.poll(test.storedCount, patience).toBe(rooms.length);
    const questions = async (): Promise<number> => {
      const [row] = await mariadb.query("show global status like 'Questions'");
      return Number((row as { Value: string }).Value);
    };

    const before = await questions();
    // 500 at a time: all 3,000 at once waited longer than a command may, on a machine that did other things too.
    const answers: AppendResult[] = [];
    for (let wave = 0; wave < 6; wave += 1) {
      const sends = rooms.flatMap((room) => Array.from({ length: 25 }, () => test.log.append(entryIn(room))));
      answers.push(...(await Promise.all(sends)));
    }
    const last = Math.max(...answers.map((answer) => (answer.ok ? answer.seq : 0)));
    await expect.poll(() => test.log.storedThrough(), patience).toBeGreaterThanOrEqual(last);
    const each = ((await questions()) - before) / answers.length;
    process.stdout.write(`SQL statements a message: ${each.toFixed(4)}\n`);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(each).toBeLessThan(0.05);
  }, 60_000);

  it('[LOG31] MariaDB killed under load and started again: everything drains, and the counts agree', async () => {
    await using test = await open();
    const room = await test.newRoom();
    await test.log.append(entryIn(room));
    await expect.poll(test.storedCount, patience).toBe(1);
    await mariadb.stop('SIGKILL');
    const answers = await Promise.all(Array.from({ length: 500 }, () => test.log.append(entryIn(room))));
    const page = await test.log.history(room.id, {}, 50);
    await mariadb.start();

    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(page.messages.map(({ seq }) => seq)).toEqual(answers.slice(-50).map((answer) => answer.ok && answer.seq));
    await expect.poll(test.storedCount, { timeout: 60_000, interval: 200 }).toBe(501);
    expect(test.node.alarms).toEqual([]);
  }, 90_000);
});
