import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { inMemory } from '../open-test-database.ts';

it('node:sqlite reads a lone object as named parameters and binds NULL without a word', () => {
  using database = new DatabaseSync(':memory:');
  const statement = database.prepare('select ? as bound');
  expect(statement.get({})).toEqual({ bound: null });
});

it.each([[{}], [{ id: 1 }], [['a']], [new Date(0)], [true], [undefined]])('binding %j is refused', async (value) => {
  await using database = await inMemory();
  const { db } = database;
  await expect(sql`select ${value} as bound`.execute(db)).rejects.toThrow('cannot bind');
});
