import { fold } from '@duet/protocol';
import type { UserId } from '@duet/protocol';
import { expect, it } from 'vitest';
import {
  block,
  insertUser,
  newestUsers,
  recentPeers,
  searchUsers,
  touchUser,
  userById,
  userByUsername,
  usersByIds,
} from '../src/index.ts';
import type { Database } from '../src/index.ts';
import type { OpenTestDatabase } from './open-test-database.ts';
import { newUserId, roomOf, somebody } from './somebody.ts';

const found = async (db: Database['db'], me: UserId, term: string): Promise<string[]> =>
  (await searchUsers(db, { term, me, limit: 50 })).map((user) => user.username);

export const usersSuite = (open: OpenTestDatabase): void => {
  it('finds a user by id, by folded username, and several by ids', async () => {
    await using database = await open();
    const { db } = database;
    const mina = await somebody(db, 'Mina', '김민아');
    const other = await somebody(db, 'other');

    expect(await userById(db, mina)).toEqual({
      id: mina,
      username: 'Mina',
      displayName: '김민아',
      avatarUrl: null,
      lastActiveAt: null,
    });
    expect(await userById(db, newUserId())).toBeNull();
    expect(await userByUsername(db, fold('ＭINA'))).toMatchObject({ id: mina, passwordHash: 'hash' });
    expect(await userByUsername(db, 'nobody')).toBeNull();
    expect((await usersByIds(db, [mina, other, newUserId()])).map((user) => user.id).toSorted()).toEqual(
      [mina, other].toSorted(),
    );
    expect(await usersByIds(db, [])).toEqual([]);
  });

  it('refuses a username that is someone else’s in another spelling, and writes nothing of it', async () => {
    await using database = await open();
    const { db } = database;
    const me = await somebody(db, 'me_myself');
    await somebody(db, 'Mina');
    const id = newUserId();
    const user = { id, username: 'ＭINA', displayName: 'Zora', passwordHash: '', avatarUrl: null, createdAt: 1 };

    expect(await insertUser(db, user)).toEqual({ ok: false, reason: 'taken' });
    expect(await userById(db, id)).toBeNull();
    expect(await found(db, me, 'zora')).toEqual([]);
  });

  it('gives one of two who take a username at once, and refuses the other', async () => {
    await using database = await open();
    const { db } = database;
    const take = (username: string) =>
      insertUser(db, { id: newUserId(), username, displayName: 'x', passwordHash: '', avatarUrl: null, createdAt: 1 });
    const results = await Promise.all([take('mina'), take('MINA'), take('mina')]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it.each([
    ['a prefix of the username', 'kim_'],
    ['the whole username in another case', 'KIM_CS'],
    ['a prefix of the display name', '김철'],
    ['a Hangul name without its first syllable', '철수'],
    ['a prefix of any word', 'curat'],
    ['several words', 'of curators'],
    ['a word behind punctuation', 'seoul'],
    ['half-width and decomposed forms', '철수'.normalize('NFD')],
  ])('search finds %s', async (_, term) => {
    await using database = await open();
    const { db } = database;
    const me = await somebody(db, 'me_myself');
    await somebody(db, 'kim_cs', '김철수 (House of Curators, Seoul)');
    await somebody(db, 'unrelated', 'Someone Else');
    expect(await found(db, me, term)).toEqual(['kim_cs']);
  });

  it.each(['im_cs', '수', 'urators', '%', '_', 'zz'])('search does not find %j inside of a name', async (term) => {
    await using database = await open();
    const { db } = database;
    const me = await somebody(db, 'me_myself');
    await somebody(db, 'kim_cs', '김철수 Curators');
    expect(await found(db, me, term)).toEqual([]);
  });

  it('search shows each person once, exact matches first, in the same order every time, up to the limit', async () => {
    await using database = await open();
    const { db } = database;
    const me = await somebody(db, 'anna_me');
    await somebody(db, 'annabel', 'Anna Annason');
    await somebody(db, 'zoe', 'Ann');
    await somebody(db, 'annika');

    expect(await found(db, me, 'ann')).toEqual(['zoe', 'annabel', 'annika']);
    expect((await searchUsers(db, { term: 'ann', me, limit: 2 })).map((user) => user.username)).toEqual([
      'zoe',
      'annabel',
    ]);
  });

  it('search has the one whose username it is first, however many are called so', async () => {
    await using database = await open();
    const { db } = database;
    const me = await somebody(db, 'me_myself');
    for (let n = 0; n < 9; n += 1) await somebody(db, `someone_${n}`, 'Kim');
    await somebody(db, 'Kim', 'Zora');
    const first = await searchUsers(db, { term: 'ＫIM ', me, limit: 3 });
    expect(first.map((user) => user.username)).toEqual(['Kim', expect.stringMatching('someone'), expect.anything()]);
  });

  it('search and suggestions leave out me and a block in either direction', async () => {
    await using database = await open();
    const { db } = database;
    const me = await somebody(db, 'person_me');
    const blocked = await somebody(db, 'person_blocked');
    const blocker = await somebody(db, 'person_blocker');
    const friend = await somebody(db, 'person_friend');
    for (const peer of [blocked, blocker, friend]) await roomOf(db, me, peer, 5);
    await block(db, { blocker: me, blocked, at: 1 });
    await block(db, { blocker, blocked: me, at: 1 });

    expect(await found(db, me, 'person')).toEqual(['person_friend']);
    expect((await newestUsers(db, { me, limit: 9 })).map((user) => user.id)).toEqual([friend]);
    expect((await recentPeers(db, { me, limit: 9 })).map((user) => user.id)).toEqual([friend]);
  });

  it('suggests the newest people, and the people of the newest rooms', async () => {
    await using database = await open();
    const { db } = database;
    const me = await somebody(db, 'person_me');
    const [old, middle, young] = [
      await somebody(db, 'old', 'old', 1),
      await somebody(db, 'middle', 'middle', 2),
      await somebody(db, 'young', 'young', 3),
    ];
    await roomOf(db, me, young, 5);
    await roomOf(db, me, old, 9);
    await roomOf(db, middle, me, 12);

    expect((await newestUsers(db, { me, limit: 2 })).map((user) => user.id)).toEqual([young, middle]);
    expect((await recentPeers(db, { me, limit: 9 })).map((user) => user.id)).toEqual([old, young]);
  });

  it('remembers the latest time at which a user was active', async () => {
    await using database = await open();
    const { db } = database;
    const mina = await somebody(db, 'mina');
    await touchUser(db, mina, 20);
    await touchUser(db, mina, 10);
    expect((await userById(db, mina))?.lastActiveAt).toBe(20);
  });
};
