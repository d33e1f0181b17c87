import { isLeftOut } from '@duet/engines';
import { expect, it } from 'vitest';
import { sqlOutage } from '../src/sql-outage.ts';

it.skipIf(isLeftOut('redis') || isLeftOut('mariadb'))(
  '[RUN12] SQL away under load: all is accepted and told within the stated memory, then drained within a minute',
  async () => {
    const found = await sqlOutage({ rooms: 10, thinkMs: 80, warmUp: 100, forMs: 8_000 });
    process.stdout.write(`${JSON.stringify(found)}\n`);
    expect(found.accepted).toBeGreaterThan(0);
    expect(found.storedInAll).toBe(found.acceptedInAll);
    expect(found.deadLetters).toBe(0);
    expect(found.redisBytes / found.accepted).toBeLessThan(2_048);
    for (const bytes of found.nodeBytes) expect(bytes).toBeLessThan(256 * 1024 * 1024);
    expect(found.drainedMs).toBeLessThan(60_000);
  },
  120_000,
);
