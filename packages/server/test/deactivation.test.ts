import { openDatabase } from '@duet/db';
import { createDuetAdmin } from '@duet/sdk/admin';
import { expect, it } from 'vitest';
import { newKey } from './hosted.ts';
import { signUp } from './people.ts';
import { openRawSocketAs } from './raw-socket.ts';
import { startDuet, temporaryDatabase } from './start-duet.ts';

/** Whose rows took 17 s when each was deleted by itself. */
const many = 20_000;

/** `count` sessions of whoever is there. */
const insertSessions = async (databaseUrl: string, count: number): Promise<void> => {
  const { db, close } = await openDatabase(databaseUrl);
  const { id: user_id } = await db.selectFrom('users').select('id').executeTakeFirstOrThrow();
  const expires_at = Date.now() + 3_600_000;
  const rows = Array.from({ length: count }, (_, n) => {
    return { id: `session ${n}`, token_hash: `hash ${n}`, user_id, created_at: 1, expires_at };
  });
  await db.transaction().execute(async (trx) => {
    for (let n = 0; n < count; n += 1_000) {
      await trx
        .insertInto('sessions')
        .values(rows.slice(n, n + 1_000))
        .execute();
    }
  });
  await close();
};

it('[SRV124] who has signed in thousands of times is signed out as fast as anybody', async () => {
  await using file = await temporaryDatabase();
  const apiKey = await newKey(file.url);
  const { user, token } = await startDuet({ databaseUrl: file.url }).then(async (duet) => {
    const person = await signUp(duet.url, 'mina');
    await duet[Symbol.asyncDispose]();
    return person;
  });
  await insertSessions(file.url, many);
  await using duet = await startDuet({ databaseUrl: file.url });
  const admin = createDuetAdmin({ url: duet.url, apiKey });
  using socket = await openRawSocketAs(duet.socketUrl, token);
  await socket.call('query', 'session.me');
  await admin.trpc.user.deactivate.mutate({ userIds: [user.id] });
  expect(await socket.closed).toBe(4001);
  expect(await admin.trpc.counts.query()).toMatchObject({ sessions: 0 });
}, 15_000);
