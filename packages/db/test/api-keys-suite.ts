import { expect, it } from 'vitest';
import { apiKeys, deleteApiKey, insertApiKey, useApiKey } from '../src/index.ts';
import type { OpenTestDatabase } from './open-test-database.ts';

const day = 24 * 60 * 60 * 1000;

export const apiKeysSuite = (open: OpenTestDatabase): void => {
  it('keeps several keys by their names, the oldest first, until they are deleted', async () => {
    await using database = await open();
    const { db } = database;
    for (const [createdAt, name] of ['second', 'first'].entries()) {
      const key = { name, hint: name.slice(-4), hash: `hash of ${name}`, createdAt: 2 - createdAt };
      expect(await insertApiKey(db, key)).toEqual({ ok: true });
      expect(await insertApiKey(db, { ...key, hash: 'another' })).toEqual({ ok: false, reason: 'taken' });
    }
    expect(await apiKeys(db)).toEqual([
      { name: 'first', hint: 'irst', createdAt: 1, lastUsedOn: null },
      { name: 'second', hint: 'cond', createdAt: 2, lastUsedOn: null },
    ]);
    expect(await deleteApiKey(db, 'first')).toBe(true);
    expect(await deleteApiKey(db, 'first')).toBe(false);
    expect(await useApiKey(db, 'hash of first', 0)).toBe(false);
    expect(await useApiKey(db, 'hash of second', 0)).toBe(true);
  });

  it('writes down the day of a key’s last use, and no time of it', async () => {
    await using database = await open();
    const { db } = database;
    await insertApiKey(db, { name: 'shop', hint: 'abcd', hash: 'hash', createdAt: 1 });
    for (const now of [5 * day + 7, 6 * day - 1, 7 * day]) {
      expect(await useApiKey(db, 'hash', now)).toBe(true);
      expect((await apiKeys(db))[0]?.lastUsedOn).toBe(now - (now % day));
    }
  });
};
