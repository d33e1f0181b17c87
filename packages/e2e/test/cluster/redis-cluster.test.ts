import { isLeftOut, startMariaDb, startRedisCluster } from '@duet/engines';
import { createMemoryDraftStorage } from '@duet/sdk';
import { expect, it } from 'vitest';
import { signUpDevice } from '../../src/harness/device.ts';
import { eventually } from '../../src/harness/eventually.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';

/** As many as a fresh database has. */
const partitions = 16;

it.skipIf(isLeftOut('mariadb') || isLeftOut('redis'))(
  '[RUN13] two nodes on a Redis Cluster whose slots move: people see each other’s messages, all of them, once',
  async () => {
    await using parts = new AsyncDisposableStack();
    const [mariadb, cluster] = await Promise.all([startMariaDb(), startRedisCluster()]);
    parts.use(mariadb);
    parts.use(cluster);
    const env = { RATE_LIMITS: 'off', DATABASE_URL: await mariadb.newDatabase(), REDIS_URL: cluster.url };
    const one = parts.use(await startServerProcess(env));
    const two = parts.use(await startServerProcess({ ...env, REDIS_URL: cluster.nodes[1]?.url ?? '' }));
    const join = async (url: string, name: string) =>
      parts.use(await signUpDevice(url, name, { storage: createMemoryDraftStorage() }));
    const [mina, joon] = [await join(one.url, 'mina'), await join(two.url, 'joon')];
    const { id: roomId } = await mina.chat.trpc.room.create.mutate({ userId: joon.chat.me.id });
    await Promise.all([mina, joon].map((person) => person.open(roomId)));

    const written: string[] = [];
    const write = async (count: number): Promise<void> => {
      for (let each = 0; each < count; each += 1) {
        for (const person of [mina, joon]) {
          const text = `${person.chat.me.username} ${written.length}`;
          written.push(text);
          await person.chat.outbox.send(roomId, text);
        }
      }
    };
    await write(5);
    for (let p = 0; p < partitions; p += 5) await cluster.moveSlotOf(`{duet.p${p}}`);
    for (const { chat } of [mina, joon]) {
      await write(5);
      await cluster.moveSlotOf(`{duet.u${chat.me.id}}`);
    }
    await write(5);

    const textsOf = (person: typeof mina) => person.thread().messages.map(({ text }) => text);
    for (const person of [mina, joon]) await eventually(() => textsOf(person).length === written.length);
    expect(textsOf(joon)).toEqual(textsOf(mina));
    expect(textsOf(mina).toSorted()).toEqual(written.toSorted());
    for (const { chat } of [mina, joon]) {
      const own = (texts: readonly string[]) => texts.filter((text) => text.startsWith(chat.me.username));
      expect(own(textsOf(mina))).toEqual(own(written));
      await eventually(() => chat.outbox.drafts.get().length === 0);
    }
  },
);
