import { createMemoryDraftStorage } from '@duet/sdk';
import { describe, expect, it } from 'vitest';
import { databaseEngines } from '../../src/harness/database-engines.ts';
import { signUpDevice } from '../../src/harness/device.ts';
import { eventually } from '../../src/harness/eventually.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';

describe.each(databaseEngines)('on $name', ({ startEngine }) => {
  it('[OUT13] [LIVE5] over power cuts every message is there once, in its order, and both views converge', async () => {
    await using engine = await startEngine();
    await using server = await startServerProcess({ RATE_LIMITS: 'off', ...(await engine.newDatabase()) });
    await using mina = await signUpDevice(server.url, 'mina', { storage: createMemoryDraftStorage() });
    await using joon = await signUpDevice(server.url, 'joon', { storage: createMemoryDraftStorage() });
    const people = [mina, joon];
    const room = await mina.chat.trpc.room.create.mutate({ userId: joon.chat.me.id });
    await Promise.all(people.map((person) => person.open(room.id)));
    const written: string[][] = [[], []];
    const write = async (count: number) => {
      for (let each = 0; each < count; each += 1) {
        for (const [index, person] of people.entries()) {
          const text = `${index}:${written[index]?.length}`;
          written[index]?.push(text);
          await person.chat.outbox.send(room.id, text);
        }
      }
    };
    for (let round = 0; round < 3; round += 1) {
      await write(10);
      // In the middle of it: some are answered, some are not.
      await eventually(() => mina.thread().messages.length > round * 30);
      await server.kill('SIGKILL');
      await write(10);
      await server.start();
      for (const person of people) person.chat.wake();
    }
    const total = written.flat().length;
    for (const person of people)
      await eventually(() => person.thread().messages.length >= total && !person.thread().hasNewer);
    expect(mina.thread().messages).toEqual(joon.thread().messages);
    const texts = mina.thread().messages.map(({ text }) => text);
    for (const [index, own] of written.entries()) {
      expect(texts.filter((text) => text.startsWith(`${index}:`))).toEqual(own);
    }
    const log = await mina.chat.trpc.message.history.query({ roomId: room.id, limit: 200 });
    expect(log.messages).toEqual(mina.thread().messages);
  });
});
