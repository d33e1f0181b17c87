import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openDatabase } from '@duet/db';
import { isLeftOut, startMariaDb } from '@duet/engines';
import type { MariaDb } from '@duet/engines';
import type { HostUser, HostUserUpsert } from '@duet/protocol';
import { createDuetAdmin } from '@duet/sdk/admin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newKey } from './hosted.ts';
import { startDuet, temporaryDatabase } from './start-duet.ts';

const many = 10_000;
/** In bytes. The 8,000 users between the two looks would take more if anything but warm code were left of them. */
const leftOver = 3_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage = z.custom<() => void>((value) => typeof value === 'function').parse(runInNewContext('gc'));

const heapUsed = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

function* people(): Generator<HostUser> {
  for (let n = 0; n < many; n += 1) {
    const avatarUrl = n % 3 === 0 ? `https://example.com/${n}.png` : null;
    yield { externalId: `id-${n}`, username: `person_${n}`, displayName: `김철수 ${n}`, avatarUrl };
  }
}

/** Upserts all of them, and tells what became of how many and what is left of them in memory. */
const upsertAll = async (databaseUrl: string, apiKey: string) => {
  await using duet = await startDuet({ databaseUrl });
  const admin = createDuetAdmin({ url: duet.url, apiKey });
  const outcomes = new Map<HostUserUpsert['outcome'], number>();
  const heap: number[] = [];
  let batches = 0;
  for await (const batch of admin.upsertUsers(people())) {
    for (const { result } of batch) outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
    batches += 1;
    if (batches === 4 || batches === 20) heap.push(heapUsed());
  }
  const [early = Infinity, late = Infinity] = heap;
  return { outcomes: Object.fromEntries(outcomes), grown: late - early };
};

/** Every row of users and of what a search finds them by: how many, and all that they hold. */
const rowsOf = async (databaseUrl: string) => {
  const { db, close } = await openDatabase(databaseUrl);
  const users = await db.selectFrom('users').selectAll().orderBy('id').execute();
  const names = await db.selectFrom('user_names').selectAll().orderBy('user_id').orderBy('term').execute();
  await close();
  const hash = createHash('sha256')
    .update(JSON.stringify([users, names]))
    .digest('hex');
  return { users: users.length, ids: new Set(users.map((user) => user.external_id)).size, hash };
};

const upsertsTwice = async (databaseUrl: string): Promise<void> => {
  const apiKey = await newKey(databaseUrl);
  const first = await upsertAll(databaseUrl, apiKey);
  expect(first.outcomes).toEqual({ created: many });
  const rows = await rowsOf(databaseUrl);
  expect(rows).toMatchObject({ users: many, ids: many });
  const second = await upsertAll(databaseUrl, apiKey);
  expect(second.outcomes).toEqual({ unchanged: many });
  expect(await rowsOf(databaseUrl)).toEqual(rows);
  expect(Math.max(first.grown, second.grown)).toBeLessThan(leftOver);
};

describe('10,000 users', () => {
  it('[SRV123] are there once on SQLite, and a second run changes nothing', { timeout: 120_000 }, async () => {
    await using file = await temporaryDatabase();
    await upsertsTwice(file.url);
  });

  describe.skipIf(isLeftOut('mariadb'))('on MariaDB', () => {
    let mariadb: MariaDb;
    beforeAll(async () => {
      mariadb = await startMariaDb();
    });
    afterAll(() => mariadb[Symbol.asyncDispose]());

    it('[SRV123] are there once, and a second run changes nothing', { timeout: 120_000 }, async () => {
      await upsertsTwice(await mariadb.newDatabase());
    });
  });
});
