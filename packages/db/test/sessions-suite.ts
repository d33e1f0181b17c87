import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  deleteExpiredRevocations,
  deleteExpiredSessions,
  deleteSessions,
  insertSession,
  isRevokedToken,
  revokeToken,
  sessionByTokenHash,
} from '../src/index.ts';
import type { OpenTestDatabase } from './open-test-database.ts';
import { somebody } from './somebody.ts';

export const sessionsSuite = (open: OpenTestDatabase): void => {
  it('finds a session by the hash of its token until it is deleted', async () => {
    await using database = await open();
    const { db } = database;
    const session = { id: randomUUID(), userId: await somebody(db, 'mina'), createdAt: 1, expiresAt: 100 };
    await insertSession(db, { ...session, tokenHash: 'hash' });

    expect(await sessionByTokenHash(db, 'hash')).toEqual(session);
    expect(await sessionByTokenHash(db, 'HASH')).toBeNull();
    expect([await deleteSessions(db, [session.id, 'none']), await deleteSessions(db, [])]).toEqual([1, 0]);
    expect(await sessionByTokenHash(db, 'hash')).toBeNull();
  });

  it('deletes what has expired and nothing else', async () => {
    await using database = await open();
    const { db } = database;
    const userId = await somebody(db, 'mina');
    for (const expiresAt of [99, 100, 101]) {
      const session = { id: randomUUID(), userId, createdAt: 1, expiresAt };
      await insertSession(db, { ...session, tokenHash: `until ${expiresAt}` });
    }
    expect(await deleteExpiredSessions(db, 100, 1)).toBe(1);
    expect(await deleteExpiredSessions(db, 100, 10)).toBe(1);
    expect(await deleteExpiredSessions(db, 100, 10)).toBe(0);
    expect(await sessionByTokenHash(db, 'until 101')).not.toBeNull();
  });

  it('remembers a revoked token until it runs out', async () => {
    await using database = await open();
    const { db } = database;
    const revoke = (id: string, expiresAt: number) => revokeToken(db, { id, expiresAt });
    await Promise.all([revoke('one', 100), revoke('one', 100), revoke('two', 101)]);
    expect([await isRevokedToken(db, 'one'), await isRevokedToken(db, 'ONE')]).toEqual([true, false]);
    await deleteExpiredRevocations(db, 100);
    expect([await isRevokedToken(db, 'one'), await isRevokedToken(db, 'two')]).toEqual([false, true]);
  });
};
