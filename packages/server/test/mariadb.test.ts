import { lockPartition, openDatabase } from '@duet/db';
import { isLeftOut, startMariaDb } from '@duet/engines';
import type { MariaDb } from '@duet/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conversationSuite } from './conversation-suite.ts';
import { httpClient, newMessageId, password, signUpPair, socketClient } from './people.ts';
import { startDuet } from './start-duet.ts';

/** A database that says nothing is waited for about 8 s a statement; the rest is patience with a busy machine. */
const poll = { timeout: 40_000 };

describe.skipIf(isLeftOut('mariadb'))('on MariaDB', () => {
  let mariadb: MariaDb;
  beforeAll(async () => {
    mariadb = await startMariaDb();
  });
  afterAll(() => mariadb[Symbol.asyncDispose]());

  conversationSuite({ start: async () => startDuet({ databaseUrl: await mariadb.newDatabase() }) });

  /** Mina, who writes to Joon; the id is hers to choose. */
  const talking = async () => {
    const databaseUrl = await mariadb.newDatabase();
    const duet = await startDuet({ databaseUrl });
    const { mina, room } = await signUpPair(duet.url);
    const socket = socketClient(duet.socketUrl, mina.token);
    const send = (id = newMessageId()) =>
      socket.trpc.message.send
        .mutate({ roomId: room.id, id, text: 'hello' })
        .catch((error: { data?: { reason?: string } }) => ({ ok: false as const, reason: error.data?.reason }));
    const texts = async () => (await socket.trpc.message.history.query({ roomId: room.id })).messages.length;
    const ready = async () => (await fetch(`${duet.url}/readyz`)).status;
    expect(await send()).toMatchObject({ ok: true });
    const dispose = async () => {
      await socket.close();
      await duet[Symbol.asyncDispose]();
    };
    return { databaseUrl, send, texts, ready, [Symbol.asyncDispose]: dispose };
  };

  it('[SRV152] the rows of sessions that ran out are deleted while it runs, and no others', async () => {
    let time = Date.now();
    const databaseUrl = await mariadb.newDatabase();
    const timings = { sessionLifetime: 60_000, expiredSessions: 20 };
    await using duet = await startDuet({ databaseUrl, now: () => time, timings });
    const elsewhere = await openDatabase(databaseUrl);
    const { mina } = await signUpPair(duet.url);
    time += 60_000;
    await httpClient(duet.url).session.signIn.mutate({ username: 'mina', password });
    const sessions = () => elsewhere.db.selectFrom('sessions').select('user_id').execute();
    await expect.poll(sessions, poll).toEqual([{ user_id: mina.user.id }]);
    await elsewhere.close();
  });

  it('[SRV49] read-only: sends are refused with try_later, what is there is read, and it goes on by itself', async () => {
    await using here = await talking();
    await mariadb.query('set global read_only = 1');
    try {
      expect(await here.send()).toMatchObject({ ok: false, reason: 'try_later', retryAfterMs: expect.any(Number) });
      expect(await here.texts()).toBe(1);
      expect(await here.ready()).toBe(503);
    } finally {
      await mariadb.query('set global read_only = 0');
    }
    expect(await here.send()).toMatchObject({ ok: true });
    expect(await here.ready()).toBe(200);
  });

  it('[SRV49] locked: sends are refused with try_later, and go on when the lock is gone', async () => {
    await using here = await talking();
    const elsewhere = await openDatabase(here.databaseUrl);
    await elsewhere.db.transaction().execute(async (trx) => {
      await lockPartition(trx, 0);
      expect(await here.send()).toMatchObject({ ok: false, reason: 'try_later' });
    });
    await elsewhere.close();
    expect(await here.send()).toMatchObject({ ok: true });
  });

  it('[SRV49] silent: a send ends in an error, and asked again with its id it is one message', async () => {
    await using here = await talking();
    const id = newMessageId();
    await mariadb.pause();
    try {
      expect(await here.send(id)).toEqual({ ok: false, reason: 'internal' });
    } finally {
      mariadb.resume();
    }
    await expect.poll(() => here.send(id), poll).toMatchObject({ ok: true });
    expect(await here.texts()).toBe(2);
  }, 60_000);

  it('[SRV49] after a power cut of the database everything goes on by itself', async () => {
    await using here = await talking();
    const id = newMessageId();
    await mariadb.stop('SIGKILL');
    expect(await here.send(id)).toMatchObject({ ok: false });
    expect(await here.ready()).toBe(503);
    await mariadb.start();
    expect(await here.send(id)).toMatchObject({ ok: true });
    expect(await here.texts()).toBe(2);
    expect(await here.ready()).toBe(200);
  });

  it('[SRV16] a send that is repeated with its id after a restart gets the first answer', async () => {
    const databaseUrl = await mariadb.newDatabase();
    const id = newMessageId();
    const before = await startDuet({ databaseUrl });
    const { mina, room } = await signUpPair(before.url);
    const input = { roomId: room.id, id, text: 'once' };
    const answer = await mina.trpc.message.send.mutate(input);
    await before[Symbol.asyncDispose]();
    await using after = await startDuet({ databaseUrl });
    const again = await httpClient(after.url, { authorization: `Bearer ${mina.token}` }).message.send.mutate(input);
    expect(again).toEqual({ ...answer, replayed: true });
  });
});
