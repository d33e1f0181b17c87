import { isMessageId, reasonOf } from '@duet/sdk';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseEngines } from '../../src/harness/database-engines.ts';
import type { DatabaseEngine } from '../../src/harness/database-engines.ts';
import { secondDevice, signUpDevice } from '../../src/harness/device.ts';
import type { Device } from '../../src/harness/device.ts';
import { eventually } from '../../src/harness/eventually.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';
import type { ServerProcess } from '../../src/harness/server-process.ts';

const texts = (device: Device) => device.thread().messages.map(({ text }) => text);
const live = (device: Device) => eventually(() => device.chat.connection.get().status === 'live');

/** Mina on two devices and Joon on one, in one room that all of them watch. */
const meet = async (server: ServerProcess) => {
  const mina = await signUpDevice(server.url, 'mina');
  const joon = await signUpDevice(server.url, 'joon');
  const phone = await secondDevice(server.url, mina);
  const devices = [mina, joon, phone];
  await Promise.all(devices.map(live));
  const { users } = await mina.chat.trpc.user.search.query({ query: 'joo' });
  const room = await mina.chat.trpc.room.create.mutate({ userId: users[0]?.id ?? joon.chat.me.id });
  await Promise.all(devices.map((device) => device.open(room.id)));
  return {
    mina,
    joon,
    phone,
    room,
    async [Symbol.asyncDispose]() {
      await Promise.all(devices.map(({ client }) => client.close()));
    },
  };
};

describe.each(databaseEngines)('on $name', ({ startEngine }) => {
  let engine: DatabaseEngine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine[Symbol.asyncDispose]());
  const startServer = async () => startServerProcess({ RATE_LIMITS: 'off', ...(await engine.newDatabase()) });

  it('[LIVE11] [LIVE14] two people on three devices see one thread and one list', async () => {
    await using server = await startServer();
    await using here = await meet(server);
    const { mina, joon, phone, room } = here;
    await mina.chat.outbox.send(room.id, '안녕하세요');
    await phone.chat.outbox.send(room.id, 'from my phone');
    await eventually(() => texts(joon).length === 2);
    await joon.chat.outbox.send(room.id, '👋');
    for (const device of [mina, joon, phone]) await eventually(() => texts(device).length === 3);
    expect(mina.thread().messages).toEqual(joon.thread().messages);
    expect(phone.thread().messages).toEqual(joon.thread().messages);

    const unread = (device: Device) => device.list().rooms[0]?.unread;
    await eventually(() => unread(mina) === 1 && unread(phone) === 1);
    const last = mina.thread().messages.at(-1)?.seq ?? 0;
    await mina.chat.trpc.room.markRead.mutate({ roomId: room.id, seq: last });
    await eventually(() => unread(mina) === 0 && unread(phone) === 0);
    await eventually(() =>
      joon.list().rooms[0]?.readSeqs.some(({ userId, seq }) => userId === mina.chat.me.id && seq === last),
    );
    await joon.chat.trpc.room.typing.mutate({ roomId: room.id });
    await eventually(() => phone.told.some((event) => event.type === 'typing' && event.userId === joon.chat.me.id));
  });

  it('[OUT6] what is committed leaves the outbox', async () => {
    await using server = await startServer();
    await using here = await meet(server);
    const { mina, room } = here;
    for (const text of ['one', 'two', 'three']) await mina.chat.outbox.send(room.id, text);
    await eventually(() => texts(mina).length === 3);
    await eventually(() => mina.chat.outbox.drafts.get().length === 0);
  });

  it('[OUT4] a block refuses what waits in that room; after unblock a retry goes through', async () => {
    await using server = await startServer();
    await using here = await meet(server);
    const { mina, joon, room } = here;
    await mina.chat.outbox.send(room.id, 'before');
    await eventually(() => texts(joon).length === 1);
    await joon.chat.trpc.user.block.mutate({ userId: mina.chat.me.id });
    const sent = await mina.chat.outbox.send(room.id, 'after');
    if (!sent.ok) throw new Error(sent.reason);
    const state = () => mina.chat.outbox.drafts.get().find(({ id }) => id === sent.id)?.state;
    await eventually(() => state()?.status === 'refused');
    expect(state()).toEqual({ status: 'refused', reason: 'blocked' });
    await joon.chat.trpc.user.unblock.mutate({ userId: mina.chat.me.id });
    await mina.chat.outbox.retry(sent.id);
    await eventually(() => texts(joon).length === 2);
  });

  it('[OUT3] twenty sends of one id at once are one message with one answer', async () => {
    await using server = await startServer();
    await using here = await meet(server);
    const { mina, phone, room } = here;
    const id: unknown = v7();
    if (!isMessageId(id)) throw new Error('no id');
    const input = { roomId: room.id, id, text: 'once' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? mina : phone).chat.trpc.message.send.mutate(input)),
    );
    expect(new Set(answers.map((answer) => (answer.ok ? answer.seq : answer.reason))).size).toBe(1);
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    await expect(mina.chat.trpc.message.history.query({ roomId: room.id })).resolves.toMatchObject({
      messages: [{ id }],
    });
  });

  it('[LIVE2] a sign-out on one device ends the session on the other', async () => {
    await using server = await startServer();
    await using here = await meet(server);
    const { mina, phone, joon } = here;
    await mina.client.signOut();
    await eventually(() => phone.client.session.get().status === 'signed-out');
    expect(phone.client.session.get()).toEqual({ status: 'signed-out', ended: 'signed_out' });
    expect(joon.client.session.get().status).toBe('signed-in');
    const error: unknown = await phone.chat.trpc.room.list.query({}).catch((cause: unknown) => cause);
    expect(reasonOf(error)).toBe('signed_out');
  });
});
