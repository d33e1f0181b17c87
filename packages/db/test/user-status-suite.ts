import type { RoomId, UserId } from '@duet/protocol';
import { expect, it } from 'vitest';
import {
  block,
  countRows,
  createDirectRoom,
  insertSession,
  newestUsers,
  recentPeers,
  roomMembers,
  searchUsers,
  sessionsOf,
  settleRoomsOf,
  setUserStatus,
  systemUser,
  unblock,
} from '../src/index.ts';
import type { Database, SettledRoom } from '../src/index.ts';
import type { OpenTestDatabase } from './open-test-database.ts';
import { messagesAt, newRoomId, newUserId, roomOf, somebody } from './somebody.ts';

type Db = Database['db'];

const settleAll = async (db: Db, id: UserId): Promise<SettledRoom[]> => {
  const all: SettledRoom[] = [];
  for (;;) {
    const rooms = await settleRoomsOf(db, id, all.at(-1)?.roomId ?? null);
    if (rooms.length === 0) return all;
    all.push(...rooms);
  }
};

const deactivate = async (db: Db, id: UserId): Promise<SettledRoom[]> => {
  await setUserStatus(db, id, 'deactivated');
  return settleAll(db, id);
};

const reactivate = async (db: Db, id: UserId): Promise<SettledRoom[]> => {
  await setUserStatus(db, id, 'active');
  return settleAll(db, id);
};

const statusOf = async (db: Db, roomId: RoomId) => (await roomMembers(db, roomId))?.status;

const signIn = (db: Db, userId: UserId, id: string): Promise<boolean> =>
  insertSession(db, { id, tokenHash: `hash ${id}`, userId, createdAt: 1, expiresAt: 9 });

export const userStatusSuite = (open: OpenTestDatabase): void => {
  it('closes all rooms of who is deactivated, and opens those that nothing else closes', async () => {
    await using database = await open();
    const { db } = database;
    const [me, other] = [await somebody(db, 'me_myself'), await somebody(db, 'other')];
    const peers = await Promise.all(Array.from({ length: 130 }, (_, n) => somebody(db, `peer_${n}`)));
    const rooms: RoomId[] = [];
    for (const peer of peers) rooms.push(await roomOf(db, peer, me));
    const [blocked = newRoomId(), gone = newRoomId(), open130 = newRoomId()] = rooms;
    const [blocker = me, leaving = me] = peers;
    const elsewhere = await roomOf(db, leaving, other);

    expect((await deactivate(db, me)).map(({ roomId }) => roomId)).toEqual(rooms.toSorted());
    for (const roomId of rooms) expect(await statusOf(db, roomId)).toBe('blocked');
    expect(await statusOf(db, elsewhere)).toBe('open');
    await block(db, { blocker, blocked: me, at: 1 });
    await deactivate(db, leaving);
    expect(await setUserStatus(db, me, 'deactivated')).toBe(false);

    await reactivate(db, me);
    expect(await statusOf(db, blocked)).toBe('blocked');
    expect(await statusOf(db, gone)).toBe('blocked');
    expect(await statusOf(db, open130)).toBe('open');
    await unblock(db, { blocker, blocked: me });
    await reactivate(db, leaving);
    for (const roomId of [...rooms, elsewhere]) expect(await statusOf(db, roomId)).toBe('open');
  });

  it('an unblock opens no room of who is deactivated, and a new room with them is closed', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b, c] = [await somebody(db, 'anna'), await somebody(db, 'bora'), await somebody(db, 'cho')];
    const roomId = await roomOf(db, a, b);
    await block(db, { blocker: a, blocked: b, at: 1 });
    await deactivate(db, b);
    await unblock(db, { blocker: a, blocked: b });
    expect(await statusOf(db, roomId)).toBe('blocked');
    expect(await statusOf(db, await roomOf(db, c, b))).toBe('blocked');
  });

  it('of a new room, two deactivations and two reactivations at once nothing is left open or closed for ever', async () => {
    await using database = await open();
    const { db } = database;
    for (let n = 0; n < 10; n += 1) {
      const [a, b] = [await somebody(db, `anna_${n}`), await somebody(db, `bora_${n}`)];
      const made = createDirectRoom(db, { id: newRoomId(), creator: a, peer: b, createdAt: 1, position: 1 });
      await Promise.all([made, deactivate(db, a), deactivate(db, b)]);
      expect(await statusOf(db, await made)).toBe('blocked');
      await Promise.all([reactivate(db, a), reactivate(db, b)]);
      expect(await statusOf(db, await made)).toBe('open');
    }
  });

  it('lets nobody in who is deactivated or a system user, and finds every session that came before', async () => {
    await using database = await open();
    const { db } = database;
    const system = await systemUser(db, { id: newUserId(), username: 'exhibition', createdAt: 1 });
    expect(system.ok && (await signIn(db, system.id, 's'))).toBe(false);
    for (let n = 0; n < 10; n += 1) {
      const me = await somebody(db, `person_${n}`);
      const [isIn] = await Promise.all([signIn(db, me, `id ${n}`), setUserStatus(db, me, 'deactivated')]);
      expect(await sessionsOf(db, me, 9)).toEqual(isIn ? [`id ${n}`] : []);
      expect(await signIn(db, me, `later ${n}`)).toBe(false);
    }
  });

  it('search and suggestions leave out who is deactivated, and system users', async () => {
    await using database = await open();
    const { db } = database;
    const [me, gone, friend] = [
      await somebody(db, 'person_me'),
      await somebody(db, 'person_gone'),
      await somebody(db, 'person_friend'),
    ];
    const system = await systemUser(db, { id: newUserId(), username: 'person_system', createdAt: 1 });
    if (!system.ok) throw new Error(system.reason);
    for (const peer of [gone, friend, system.id]) await roomOf(db, me, peer, 5);
    await deactivate(db, gone);

    const ids = async (found: Promise<{ id: UserId }[]>) => (await found).map(({ id }) => id);
    expect(await ids(searchUsers(db, { term: 'person', me, limit: 9 }))).toEqual([friend]);
    expect(await ids(newestUsers(db, { me, limit: 9 }))).toEqual([friend]);
    expect(await ids(recentPeers(db, { me, limit: 9 }))).toEqual([friend]);
    await reactivate(db, gone);
    expect(await ids(searchUsers(db, { term: 'person_gone', me, limit: 9 }))).toEqual([gone]);
  });

  it('makes a system user of a name once, also at once, and never of a person', async () => {
    await using database = await open();
    const { db } = database;
    await somebody(db, 'mina');
    const make = (username: string) => systemUser(db, { id: newUserId(), username, createdAt: 1 });
    const made = await Promise.all(['News', 'news', 'NEWS'].map(make));
    expect(new Set(made.map((one) => one.ok && one.id)).size).toBe(1);
    expect(made[0]).toMatchObject({ ok: true });
    expect(await make('Mina')).toEqual({ ok: false, reason: 'taken' });
  });

  it('counts people, rooms, messages and sessions', async () => {
    await using database = await open();
    const { db } = database;
    const none = { users: 0, activeUsers: 0, rooms: 0, messages: 0, sessions: 0 };
    expect(await countRows(db, 5)).toEqual(none);
    const people = await Promise.all(['anna', 'bora', 'cho', 'dan'].map((name) => somebody(db, name)));
    const [a = newUserId(), ...others] = people;
    for (const [n, peer] of others.entries()) {
      await messagesAt(
        db,
        await roomOf(db, a, peer),
        a,
        Array.from({ length: n + 1 }, (_, seq) => seq + 1),
      );
    }
    await signIn(db, a, 'open');
    await insertSession(db, { id: 'over', tokenHash: 'over', userId: a, createdAt: 1, expiresAt: 5 });
    await setUserStatus(db, a, 'deactivated');
    await systemUser(db, { id: newUserId(), username: 'exhibition', createdAt: 1 });
    expect(await countRows(db, 5)).toEqual({ users: 4, activeUsers: 3, rooms: 3, messages: 6, sessions: 1 });
  });
};
