import { fold } from '@duet/protocol';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { searchUsers, upsertHostUsers, userByUsername, usersByExternalIds } from '../src/index.ts';
import type { Database, HostPerson, HostUpsert } from '../src/index.ts';
import type { OpenTestDatabase } from './open-test-database.ts';
import { newUserId, somebody } from './somebody.ts';

type Db = Database['db'];

const person = (externalId: string, more: Partial<HostPerson> = {}): HostPerson => ({
  externalId,
  username: externalId,
  displayName: `Name of ${externalId}`,
  avatarUrl: null,
  ...more,
});

const upsert = (db: Db, people: readonly HostPerson[], whenTaken: 'vary' | 'refuse' = 'vary'): Promise<HostUpsert[]> =>
  upsertHostUsers(db, people, { newId: newUserId, now: 1, whenTaken });

const outcomes = (upserts: readonly HostUpsert[]): string[] =>
  upserts.map((one) => (one.outcome === 'refused' ? `refused: ${one.reason}` : `${one.outcome} ${one.user.username}`));

const found = async (db: Db, term: string): Promise<string[]> =>
  (await searchUsers(db, { term, me: newUserId(), limit: 50 })).map((user) => user.username);

/** Everything that is kept of users, to be compared. */
const rows = async (db: Db): Promise<unknown[]> => [
  ...(await sql`select * from users order by id`.execute(db)).rows,
  ...(await sql`select * from user_names order by user_id, term`.execute(db)).rows,
];

export const hostUsersSuite = (open: OpenTestDatabase): void => {
  it('makes people of the host, answers in their order, and finds them by their ids and names', async () => {
    await using database = await open();
    const { db } = database;
    const avatarUrl = 'https://example.com/mina.png';
    const made = await upsert(db, [person('zoe'), person('mina', { displayName: '김민아', avatarUrl })]);
    expect(outcomes(made)).toEqual(['created zoe', 'created mina']);
    expect(await usersByExternalIds(db, ['mina', 'nobody'])).toMatchObject([
      { externalId: 'mina', username: 'mina', displayName: '김민아', avatarUrl, kind: 'person', status: 'active' },
    ]);
    expect(await found(db, '민아')).toEqual(['mina']);
    expect(await userByUsername(db, fold('Mina'))).toMatchObject({ username: 'mina', passwordHash: null });
  });

  it('writes nothing the second time', async () => {
    await using database = await open();
    const { db } = database;
    await somebody(db, 'mina');
    const people = [person('mina'), person('zoe'), person('x1', { username: undefined, displayName: undefined })];
    expect(outcomes(await upsert(db, people))).toEqual(['created mina.2', 'created zoe', 'created person']);
    const before = await rows(db);
    expect(outcomes(await upsert(db, people))).toEqual(['unchanged mina.2', 'unchanged zoe', 'unchanged person']);
    expect(await rows(db)).toEqual(before);
  });

  it('follows a new name, username and picture, in the search as well, and leaves what is not said', async () => {
    await using database = await open();
    const { db } = database;
    await upsert(db, [person('mina', { displayName: 'Old Name' })]);
    const avatarUrl = 'https://example.com/new.png';
    const changed = [person('mina', { username: 'kim', displayName: 'New Name', avatarUrl })];
    expect(outcomes(await upsert(db, changed))).toEqual(['updated kim']);
    const unsaid = { username: undefined, displayName: undefined, avatarUrl: undefined };
    expect(outcomes(await upsert(db, [person('mina', unsaid)]))).toEqual(['unchanged kim']);
    expect(await usersByExternalIds(db, ['mina'])).toMatchObject([{ displayName: 'New Name', avatarUrl }]);
    expect([await found(db, 'mina'), await found(db, 'old'), await found(db, 'new')]).toEqual([[], [], ['kim']]);
    expect(outcomes(await upsert(db, [person('mina', { ...unsaid, avatarUrl: null })]))).toEqual(['updated kim']);
  });

  it('varies or refuses a username that is someone else’s, as its caller wants it', async () => {
    await using database = await open();
    const { db } = database;
    await somebody(db, 'Mina');
    const [a, b] = [person('a', { username: 'mina' }), person('b', { username: 'MINA' })];
    expect(outcomes(await upsert(db, [a, person('c')], 'refuse'))).toEqual(['refused: taken', 'created c']);
    expect(await usersByExternalIds(db, ['a'])).toEqual([]);
    expect(outcomes(await upsert(db, [a, b]))).toEqual(['created mina.2', 'created MINA.3']);
    expect(outcomes(await upsert(db, [a], 'refuse'))).toEqual(['refused: taken']);
    const many = Array.from({ length: 9 }, (_, index) => person(`m${index}`, { username: 'mina' }));
    const names = outcomes(await upsert(db, many)).map((outcome) => outcome.replace(/[0-9a-f]{12}$/, '<own>'));
    expect(names.slice(5)).toEqual(['created mina.9', ...Array<string>(3).fill('created mina.<own>')]);
    const long = person('l', { username: 'l'.repeat(30) });
    await somebody(db, 'l'.repeat(30));
    expect(outcomes(await upsert(db, [long]))).toEqual([`created ${'l'.repeat(28)}.2`]);
  });

  it('makes each of a batch once, whoever else writes it at once', async () => {
    await using database = await open();
    const { db } = database;
    const people = Array.from({ length: 40 }, (_, index) => person(`p${index}`));
    await Promise.all([upsert(db, people), upsert(db, people.toReversed()), upsert(db, people.slice(10, 30))]);
    expect(await found(db, 'p')).toHaveLength(40);
    expect(new Set(outcomes(await upsert(db, people)))).toEqual(
      new Set(people.map((one) => `unchanged ${one.externalId}`)),
    );
  });

  it('leaves one of two who write the same person at once, and the search that belongs to it', async () => {
    await using database = await open();
    const { db } = database;
    await upsert(db, [person('mina')]);
    await Promise.all(['One', 'Two', 'Six'].map((displayName) => upsert(db, [person('mina', { displayName })])));
    const [user] = await usersByExternalIds(db, ['mina']);
    const terms = await Promise.all(['one', 'two', 'six', 'name'].map((term) => found(db, term)));
    expect(terms.flat()).toEqual(['mina']);
    expect(await found(db, user?.displayName ?? '')).toEqual(['mina']);
  });

  it('changes usernames within a batch as if all at once, and to the same the second time', async () => {
    await using database = await open();
    const { db } = database;
    await somebody(db, 'else');
    await upsert(
      db,
      ['a', 'b', 'c', 'd', 'e'].map((id) => person(id, { username: `name_${id}` })),
    );
    const named = (id: string, username: string) => person(id, { username });
    // A swap, a row of three of whom the last one makes room, and one behind whom nobody makes room.
    const swap = [named('a', 'name_b'), named('b', 'NAME_A')];
    expect(outcomes(await upsert(db, swap, 'refuse'))).toEqual(['updated name_b', 'updated NAME_A']);
    expect(outcomes(await upsert(db, swap, 'refuse'))).toEqual(['unchanged name_b', 'unchanged NAME_A']);
    const row = [named('c', 'name_d'), named('d', 'name_e'), named('e', 'name_f'), named('f', 'name_c')];
    const moved = ['updated name_d', 'updated name_e', 'updated name_f', 'created name_c'];
    expect(outcomes(await upsert(db, row, 'refuse'))).toEqual(moved);
    const stuck = [named('c', 'name_e'), named('d', 'else'), named('f', 'name_d'), named('g', 'name_c')];
    const refused = ['refused: taken', 'refused: taken', 'refused: taken', 'refused: taken'];
    expect(outcomes(await upsert(db, stuck, 'refuse'))).toEqual(refused);
    expect(await found(db, 'name_a')).toEqual(['NAME_A']);
    expect(await found(db, 'name_c')).toEqual(['name_c']);
  });
};
