import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@duet/db';
import type { Message } from '@duet/protocol';
import { expect, it } from 'vitest';
import { entryIn } from './entries.ts';
import { openSqlLog } from './open-sql-log.ts';

const program = fileURLToPath(new URL('programs/append-until-killed.ts', import.meta.url));

/** Runs the program until it has written down this many answers, kills it, and returns all that it wrote down. */
const answersBeforeKill = async (args: readonly string[], atLeast: number): Promise<string[]> => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'close');
  let written = '';
  for await (const piece of child.stdout.setEncoding('utf8')) {
    written += String(piece);
    if (written.split('\n').length > atLeast) child.kill('SIGKILL');
  }
  await gone;
  // The last line may be torn: what is not written down to its end was not answered.
  return written.split('\n').slice(0, -1);
};

it('[LOG23] after a kill -9 every answered message is there once, at its place, and order holds', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'duet-log-'));
  const url = `file:${join(folder, 'duet.db')}`;
  const before = await openSqlLog(
    () => openDatabase(url),
    true,
    () => Promise.resolve(),
  );
  const room = await before.newRoom();
  await before[Symbol.asyncDispose]();

  const answered = [
    ...(await answersBeforeKill([url, room.id, ...room.members], 300)),
    ...(await answersBeforeKill([url, room.id, ...room.members], 300)),
  ];

  await using after = await openSqlLog(
    () => openDatabase(url),
    true,
    () => rm(folder, { recursive: true }),
  );
  const stored = new Map<string, Message>();
  for (let seq = 0; ;) {
    const page = await after.log.history(room.id, { after: seq }, 200);
    for (const message of page.messages) {
      expect(message.seq).toBeGreaterThan(seq);
      expect(stored.has(message.id)).toBe(false);
      stored.set(message.id, message);
      seq = message.seq;
    }
    if (!page.hasNewer) break;
  }
  expect(answered.length).toBeGreaterThanOrEqual(600);
  const asAnswered = answered.map((line) => {
    const message = stored.get(line.slice(0, 36));
    return message === undefined ? 'lost' : `${message.id} ${message.seq} ${message.text}`;
  });
  expect(asAnswered).toEqual(answered);

  const newest = [...stored.values()].at(-1)?.seq ?? 0;
  const next = await after.log.append(entryIn(room));
  expect(next.ok && next.seq > newest).toBe(true);
}, 60_000);
