import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@duet/db';
import { isLeftOut, startMariaDb } from '@duet/engines';
import type { Message } from '@duet/protocol';
import { describe, expect, it } from 'vitest';
import { entryIn } from './entries.ts';
import type { LogUnderTest, TestRoom } from './log-under-test.ts';
import { openSqlLog } from './open-sql-log.ts';

const program = fileURLToPath(new URL('programs/append-until-killed.ts', import.meta.url));

/** The program, and what it has written down so far. Disposing of it is a kill. */
const appending = (args: readonly string[]) => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close').then(() => child.exitCode);
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => void (written += piece));
  return {
    // The last line may be torn: what is not written down to its end was not answered.
    answered: () => written.split('\n').slice(0, -1),
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

/** Runs the program until it has written down this many answers, kills it, and returns all that it wrote down. */
const answersBeforeKill = async (args: readonly string[], atLeast: number): Promise<string[]> => {
  await using running = appending(args);
  await expect.poll(() => running.answered().length, { timeout: 30_000, interval: 5 }).toBeGreaterThanOrEqual(atLeast);
  await running[Symbol.asyncDispose]();
  return running.answered();
};

/** All messages of the room, in the order of their places, which rise; no id is there twice. */
const everyMessage = async (test: LogUnderTest, room: TestRoom): Promise<Map<string, Message>> => {
  const stored = new Map<string, Message>();
  for (let seq = 0; ;) {
    const page = await test.log.history(room.id, { after: seq }, 200);
    for (const message of page.messages) {
      expect(message.seq).toBeGreaterThan(seq);
      expect(stored.has(message.id)).toBe(false);
      stored.set(message.id, message);
      seq = message.seq;
    }
    if (!page.hasNewer) return stored;
  }
};

const expectAnswered = (stored: Map<string, Message>, answered: readonly string[]): void => {
  const asAnswered = answered.map((line) => {
    const message = stored.get(line.slice(0, 36));
    return message === undefined ? 'lost' : `${message.id} ${message.seq} ${message.text}`;
  });
  expect(asAnswered).toEqual(answered);
};

type Place = AsyncDisposable & { readonly url: string };

const onFile = async (): Promise<Place> => {
  const folder = await mkdtemp(join(tmpdir(), 'duet-log-'));
  return {
    url: `file:${join(folder, 'duet.db')}`,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
};

const onMariaDb = async (): Promise<Place> => {
  const mariadb = await startMariaDb();
  return { url: await mariadb.newDatabase(), [Symbol.asyncDispose]: () => mariadb[Symbol.asyncDispose]() };
};

const openLog = (url: string) =>
  openSqlLog(
    () => openDatabase(url),
    true,
    () => Promise.resolve(),
  );

const roomIn = async (url: string): Promise<TestRoom> => {
  await using before = await openLog(url);
  return await before.newRoom();
};

describe.each([
  { place: 'an SQLite file', open: onFile, leftOut: false },
  { place: 'MariaDB', open: onMariaDb, leftOut: isLeftOut('mariadb') },
])('in $place', ({ open, leftOut }) => {
  it.skipIf(leftOut)(
    '[LOG23] after a kill -9 every answered message is there once, at its place, and order holds',
    async () => {
      await using place = await open();
      const room = await roomIn(place.url);
      const args = [place.url, room.id, ...room.members];
      const answered = [...(await answersBeforeKill(args, 300)), ...(await answersBeforeKill(args, 300))];

      await using after = await openLog(place.url);
      const stored = await everyMessage(after, room);
      expect(answered.length).toBeGreaterThanOrEqual(600);
      expectAnswered(stored, answered);

      const newest = [...stored.values()].at(-1)?.seq ?? 0;
      const next = await after.log.append(entryIn(room));
      expect(next.ok && next.seq > newest).toBe(true);
    },
    60_000,
  );
});

it.skipIf(isLeftOut('mariadb'))(
  '[LOG21] a second process on one MariaDB ends the first, and what both answered is there once',
  async () => {
    await using place = await onMariaDb();
    const room = await roomIn(place.url);
    const args = [place.url, room.id, ...room.members];
    await using first = appending(args);
    await expect.poll(() => first.answered().length, { timeout: 20_000 }).toBeGreaterThan(50);
    await using second = appending(args);
    expect(await first.ended).toBe(1);
    const whenFenced = second.answered().length;
    await expect.poll(() => second.answered().length, { timeout: 20_000 }).toBeGreaterThan(whenFenced + 50);
    await second[Symbol.asyncDispose]();

    await using after = await openLog(place.url);
    expectAnswered(await everyMessage(after, room), [...first.answered(), ...second.answered()]);
  },
  60_000,
);
