import { appRouter } from '@duet/api';
import { openDatabase } from '@duet/db';
import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { noRateLimits } from '../src/limits/rate-limits.ts';
import { noMetrics } from '../src/metrics/metrics.ts';
import { createEmbeddedMode } from '../src/modes/embedded-mode.ts';
import { defaultTimings } from '../src/options.ts';
import { startServices } from '../src/services/start-services.ts';
import { password } from './people.ts';

it('[SRV151] on a full disk sign-up and sign-in are try_later, and go on when there is room', async () => {
  const database = await openDatabase(':memory:');
  const { db } = database;
  const report = (): string => 'reported';
  const mode = createEmbeddedMode({ database, now: Date.now, onFenced: () => undefined, report });
  const parts = { limits: noRateLimits, metrics: noMetrics, timings: defaultTimings, now: Date.now, report };
  const logger = pino({ level: 'silent' });
  const { services, close } = await startServices({ mode, identity: null, localAccounts: true, logger, ...parts });
  const peer = { address: '127.0.0.1' };
  const { session } = appRouter.createCaller({
    ...{ services, peer, report, cookies: null },
    session: () => null,
    isAway: (cause) => mode.isAway(cause),
  });
  await session.signUp({ username: 'mina', password });

  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 1)}`.execute(db);
  const refused = { reason: 'try_later', details: { retryAfterMs: expect.any(Number) } };
  const signUps = async () => {
    for (let n = 0; ; n += 1) await session.signUp({ username: `user.${n}`, password, displayName: 'x'.repeat(60) });
  };
  await expect(signUps()).rejects.toMatchObject(refused);
  const signIns = async () => {
    for (;;) await session.signIn({ username: 'mina', password });
  };
  await expect(signIns()).rejects.toMatchObject(refused);

  await sql`pragma max_page_count = 100000`.execute(db);
  expect((await session.signIn({ username: 'mina', password })).user).toMatchObject({ username: 'mina' });
  await close();
  await mode.close();
});
