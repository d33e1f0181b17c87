import type { HostUser, RoomId, UserId } from '@duet/protocol';
import { expect, it } from 'vitest';
import { host, hostToken } from './host.ts';
import { madeBy, startHosted } from './hosted.ts';
import { follow, httpClient, newMessageId, password, signUp, socketClient } from './people.ts';
import type { Trpc } from './people.ts';
import { openRawSocketAs } from './raw-socket.ts';
import type { Backing } from './start-duet.ts';

/** The calls of one of the host's people. */
const asPerson = async (url: string, externalId: string): Promise<Trpc> =>
  httpClient(url, { authorization: `Bearer ${await hostToken(externalId)}` });

const texts = async (trpc: Trpc, roomId: RoomId): Promise<string[]> =>
  (await trpc.message.history.query({ roomId })).messages.map(({ text }) => text);

const found = async (trpc: Trpc, query: string): Promise<UserId[]> =>
  (await trpc.user.search.query({ query })).users.map(({ id }) => id);

export const adminSuite = (backing: Backing): void => {
  it('[SRV122] an upsert makes, changes and leaves alone, and refuses only who breaks a rule', async () => {
    await using hosted = await startHosted(backing, { identity: host });
    const { admin, duet } = hosted;
    const { user: local } = await signUp(duet.url, 'local');
    const upsert = async (users: HostUser[]) => (await admin.trpc.user.upsert.mutate({ users })).users;
    const avatarUrl = 'https://example.com/mina.png';
    const people = [
      { externalId: 'mina', username: 'mina', displayName: '김민아', avatarUrl },
      { externalId: 'zoe' },
      { externalId: 'x', username: 'LOCAL' },
      { externalId: 'y', username: 'no spaces', displayName: ' ', avatarUrl: 'http://example.com' },
      { externalId: ' z' },
    ];
    const [mina, zoe, ...refused] = await upsert(people);
    expect([mina, zoe]).toMatchObject([{ outcome: 'created' }, { outcome: 'created' }]);
    expect(refused).toMatchObject([
      { externalId: 'x', outcome: 'refused', reason: 'taken' },
      {
        externalId: 'y',
        outcome: 'refused',
        reason: 'invalid',
        issues: [{ path: 'username' }, { path: 'displayName' }, { path: 'avatarUrl' }],
      },
      { externalId: ' z', outcome: 'refused', reason: 'invalid', issues: [{ path: 'externalId' }] },
    ]);
    const again = await upsert(people);
    expect(again).toEqual([{ ...mina, outcome: 'unchanged' }, { ...zoe, outcome: 'unchanged' }, ...refused]);
    expect(await upsert([{ externalId: 'mina', displayName: 'Mina Kim' }])).toEqual([{ ...mina, outcome: 'updated' }]);

    const { user } = await (await asPerson(duet.url, 'mina')).session.me.query();
    expect(user).toMatchObject({ username: 'mina', displayName: 'Mina Kim', avatarUrl });
    expect(await found(await asPerson(duet.url, 'mina'), 'local')).toEqual([local.id]);
  });

  it('[SRV171] two who swap their usernames in one upsert have each other’s, for everybody', async () => {
    await using hosted = await startHosted(backing, { identity: host });
    const { admin, duet } = hosted;
    const [mina, joon] = await madeBy(admin, ['mina', 'joon']);
    const users = [
      { externalId: 'mina', username: 'joon' },
      { externalId: 'joon', username: 'mina' },
    ];
    const swapped = async () => (await admin.trpc.user.upsert.mutate({ users })).users.map(({ outcome }) => outcome);
    expect([await swapped(), await swapped()]).toEqual([
      ['updated', 'updated'],
      ['unchanged', 'unchanged'],
    ]);
    const asMina = await asPerson(duet.url, 'mina');
    expect((await asMina.session.me.query()).user).toMatchObject({ id: mina, username: 'joon' });
    expect(await found(asMina, 'mina')).toContain(joon);
  });

  it(
    '[SRV124] who is deactivated is signed out everywhere and comes back only when the host says so',
    async () => {
      await using hosted = await startHosted(backing, { identity: host });
      const { admin, duet } = hosted;
      const [mina, joon] = await madeBy(admin, ['mina', 'joon']);
      if (!mina || !joon) throw new Error('nobody was made');
      const { roomId } = await admin.trpc.room.open.mutate({ pair: ['mina', 'joon'] });
      const [asMina, asJoon] = [await asPerson(duet.url, 'mina'), await asPerson(duet.url, 'joon')];
      const say = (who: Trpc, text: string) => who.message.send.mutate({ roomId, id: newMessageId(), text });
      await say(asMina, 'before');
      await using joonSocket = socketClient(duet.socketUrl, await hostToken('joon'));
      using joonLive = follow(joonSocket.trpc);
      await joonLive.until((event) => event.type === 'reset');
      const sockets = await Promise.all(
        [1, 2].map(async () => openRawSocketAs(duet.socketUrl, await hostToken('mina'))),
      );
      for (const socket of sockets) await socket.call('query', 'session.me');

      const twice = [1, 2].map(() => admin.trpc.user.deactivate.mutate({ externalIds: ['mina', 'nobody'] }));
      const outcomes = (await Promise.all(twice)).map(({ users }) => users.map(({ outcome }) => outcome).join());
      expect(outcomes.toSorted()).toEqual(['changed,not_found', 'unchanged,not_found']);
      expect(await Promise.all(sockets.map((socket) => socket.closed))).toEqual([4001, 4001]);
      expect(await asMina.session.me.query()).toEqual({ user: null });
      const later = await asPerson(duet.url, 'mina');
      expect(await later.session.me.query()).toEqual({ user: null });

      await joonLive.until((event) => event.type === 'room' && event.room.status === 'blocked');
      expect(await say(asJoon, 'to nobody')).toEqual({ ok: false, reason: 'blocked' });
      expect(await texts(asJoon, roomId)).toEqual(['before']);
      expect((await asJoon.room.list.query({})).rooms).toMatchObject([{ id: roomId, status: 'blocked' }]);
      expect(await found(asJoon, 'mina')).toEqual([]);
      expect(await found(asJoon, '')).toEqual([]);
      const system = { from: 'exhibition', to: 'mina', id: newMessageId(), text: 'to nobody' };
      expect(await admin.trpc.message.send.mutate(system)).toEqual({ ok: false, reason: 'blocked' });

      expect(await admin.trpc.user.reactivate.mutate({ externalIds: ['mina'] })).toEqual({
        users: [{ externalId: 'mina', outcome: 'changed' }],
      });
      expect((await (await asPerson(duet.url, 'mina')).session.me.query()).user).toMatchObject({ id: mina });
      expect(await say(asJoon, 'welcome back')).toMatchObject({ ok: true });
      expect(await found(asJoon, 'mina')).toEqual([mina]);
    },
    // Within a second, and what it takes to set the scene.
    10_000,
  );

  it('[SRV124] a local account is deactivated by its own id, and has to sign in again afterwards', async () => {
    await using hosted = await startHosted(backing);
    const { admin, duet } = hosted;
    const { user, token, trpc } = await signUp(duet.url, 'local');
    using socket = await openRawSocketAs(duet.socketUrl, token);
    await socket.call('query', 'session.me');
    const signIn = () => httpClient(duet.url).session.signIn.mutate({ username: 'local', password });
    const { users } = await admin.trpc.user.deactivate.mutate({ userIds: [user.id] });
    expect(users).toEqual([{ userId: user.id, outcome: 'changed' }]);
    expect(await socket.closed).toBe(4001);
    await expect(signIn()).rejects.toMatchObject({ data: { reason: 'wrong_credentials' } });
    await admin.trpc.user.reactivate.mutate({ userIds: [user.id] });
    expect(await trpc.session.me.query()).toEqual({ user: null });
    expect((await signIn()).user).toMatchObject({ id: user.id });
  });

  it('[SRV125] a room that the host opens is the pair’s one, in both lists', async () => {
    await using hosted = await startHosted(backing, { identity: host });
    const { admin, duet } = hosted;
    const [, joon] = await madeBy(admin, ['mina', 'joon']);
    const open = (...pair: [string, string]) => admin.trpc.room.open.mutate({ pair });
    const opened = await Promise.all([open('mina', 'joon'), open('joon', 'mina'), open('mina', 'joon')]);
    expect(new Set(opened.map(({ roomId }) => roomId)).size).toBe(1);
    for (const name of ['mina', 'joon']) {
      const { rooms } = await (await asPerson(duet.url, name)).room.list.query({});
      expect(rooms.map(({ id }) => id)).toEqual([opened[0]?.roomId]);
    }
    const asMina = await asPerson(duet.url, 'mina');
    if (joon) expect((await asMina.room.create.mutate({ userId: joon })).id).toBe(opened[0]?.roomId);
    await expect(open('mina', 'nobody')).rejects.toMatchObject({
      data: { reason: 'not_found', issues: [{ path: 'pair.1' }] },
    });
    await expect(open('mina', 'mina')).rejects.toMatchObject({
      data: { reason: 'invalid', issues: [{ path: 'pair' }] },
    });
  });

  it('[SRV126] a system user speaks for the host, once for each id, and to nobody who blocks it', async () => {
    await using hosted = await startHosted(backing, { identity: host });
    const { admin, duet } = hosted;
    await madeBy(admin, ['mina', 'joon']);
    await using socket = socketClient(duet.socketUrl, await hostToken('mina'));
    using live = follow(socket.trpc);
    await live.until((event) => event.type === 'reset');
    const message = { from: '전시회', to: 'mina', id: newMessageId(), text: ' The doors open at seven. ' };
    const answers = await Promise.all([1, 2, 3].map(() => admin.trpc.message.send.mutate(message)));
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.ok && answer.seq)).size).toBe(1);
    const told = await live.until((event) => event.type === 'message');
    if (told.type !== 'message') throw new Error(told.type);
    expect(told.message).toMatchObject({ id: message.id, kind: 'system', text: 'The doors open at seven.' });

    const asMina = await asPerson(duet.url, 'mina');
    const { rooms } = await asMina.room.list.query({});
    expect(rooms).toMatchObject([
      { peer: { id: told.message.senderId, username: '전시회' }, lastMessage: { kind: 'system' } },
    ]);
    expect((await asMina.message.history.query({ roomId: told.message.roomId })).messages).toEqual([told.message]);
    expect(await found(asMina, '전시회')).toEqual([]);
    const signIn = httpClient(duet.url).session.signIn.mutate({ username: '전시회', password: '' });
    await expect(signIn).rejects.toMatchObject({ data: { reason: 'wrong_credentials' } });

    await asMina.user.block.mutate({ userId: told.message.senderId });
    const next = { ...message, id: newMessageId() };
    expect(await admin.trpc.message.send.mutate(next)).toEqual({ ok: false, reason: 'blocked' });
    expect(await admin.trpc.message.send.mutate(message)).toMatchObject({ ok: true, replayed: true });
    expect(await admin.trpc.message.send.mutate({ ...next, text: 'x'.repeat(4001) })).toEqual({
      ok: false,
      reason: 'too_long',
    });
    for (const [wrong, reason] of [
      [{ ...next, from: 'joon' }, 'taken'],
      [{ ...next, to: 'nobody' }, 'not_found'],
    ] as const) {
      await expect(admin.trpc.message.send.mutate(wrong)).rejects.toMatchObject({ data: { reason } });
    }
  });

  it('[SRV127] counts are of this minute', async () => {
    let time = Date.now();
    await using hosted = await startHosted(backing, { identity: host, now: () => time });
    const { admin, duet } = hosted;
    await signUp(duet.url, 'local');
    const before = await admin.trpc.counts.query();
    expect(before).toMatchObject({ users: 1, activeUsers: 1, rooms: 0, messages: 0, sessions: 1, countedAt: time });
    await madeBy(admin, ['mina', 'joon']);
    await admin.trpc.room.open.mutate({ pair: ['mina', 'joon'] });
    await admin.trpc.user.deactivate.mutate({ externalIds: ['joon'] });
    time += 59_999;
    expect(await admin.trpc.counts.query()).toEqual(before);
    time += 1;
    expect(await admin.trpc.counts.query()).toMatchObject({ users: 3, activeUsers: 2, rooms: 1, countedAt: time });
  });
};
