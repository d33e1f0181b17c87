import { isLeftOut, startMariaDb, startRedis } from '@duet/engines';
import type { MariaDb } from '@duet/engines';
import { createMemoryDraftStorage } from '@duet/sdk';
import type { Message } from '@duet/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signUpDevice } from '../../src/harness/device.ts';
import type { Device } from '../../src/harness/device.ts';
import { eventually } from '../../src/harness/eventually.ts';
import { sendOverHttp } from '../../src/harness/send-over-http.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';
import { openSwitchableLine } from '../../src/harness/switchable-line.ts';

const numbered = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${name} ${index}`);

const placesIn = (messages: readonly Message[]): Map<string, number> =>
  new Map(messages.map(({ text, seq }) => [text, seq]));

const isThere = (device: Device, texts: readonly string[]): boolean => {
  const there = placesIn(device.thread().messages);
  return texts.every((text) => there.has(text));
};

describe.skipIf(isLeftOut('mariadb') || isLeftOut('redis'))('two nodes whose Redis loses what it acknowledged', () => {
  let mariadb: MariaDb;
  beforeAll(async () => {
    mariadb = await startMariaDb();
  });
  afterAll(() => mariadb[Symbol.asyncDispose]());

  /** Mina on the one node and Joon on the other, in a room that both watch. */
  const meet = async (redisUrls: readonly [string, string]) => {
    await using parts = new AsyncDisposableStack();
    const databaseUrl = await mariadb.newDatabase();
    const start = async (redisUrl: string) =>
      parts.use(await startServerProcess({ RATE_LIMITS: 'off', DATABASE_URL: databaseUrl, REDIS_URL: redisUrl }));
    const nodes = [await start(redisUrls[0]), await start(redisUrls[1])] as const;
    const join = async (url: string, name: string) =>
      parts.use(await signUpDevice(url, name, { storage: createMemoryDraftStorage() }));
    const [mina, joon] = [await join(nodes[0].url, 'mina'), await join(nodes[1].url, 'joon')];
    const { id: roomId } = await mina.chat.trpc.room.create.mutate({ userId: joon.chat.me.id });
    await Promise.all([mina, joon].map((person) => person.open(roomId)));
    const write = async (person: Device, texts: readonly string[]): Promise<void> => {
      for (const text of texts) await person.chat.outbox.send(roomId, text);
      for (const each of [mina, joon]) await eventually(() => isThere(each, texts));
    };
    const allStored = () => eventually(() => [mina, joon].every(({ chat }) => chat.outbox.drafts.get().length === 0));
    const rest = parts.move();
    return { nodes, mina, joon, roomId, write, allStored, [Symbol.asyncDispose]: () => rest.disposeAsync() };
  };

  /** Both see the same, as it stands in the log: what was seen before at its place, then what came later. */
  const expectWhole = async (
    { mina, joon, roomId }: Awaited<ReturnType<typeof meet>>,
    seen: ReadonlyMap<string, number>,
    later: readonly string[],
  ): Promise<void> => {
    for (const person of [mina, joon]) await eventually(() => isThere(person, [...seen.keys(), ...later]));
    const { messages } = await joon.chat.trpc.message.history.query({ roomId, limit: 200 });
    const places = placesIn(messages);
    expect([...places].filter(([text]) => !later.includes(text))).toEqual([...seen]);
    expect(messages.slice(seen.size).map(({ text }) => text)).toEqual(later);
    expect(new Set(messages.map(({ seq }) => seq)).size).toBe(seen.size + later.length);
    for (const person of [mina, joon]) expect(placesIn(person.thread().messages)).toEqual(places);
  };

  it('[RUN10] after FLUSHALL clients send again by themselves what was lost, each to its old place', async () => {
    await using redis = await startRedis();
    await using here = await meet([redis.url, redis.url]);
    const { mina, joon, write, allStored } = here;
    await write(mina, numbered('stored', 5));
    await allStored();
    await mariadb.stop('SIGKILL');
    await write(mina, numbered('hers', 5));
    await write(joon, numbered('his', 5));
    const seen = placesIn(joon.thread().messages);
    await redis.cli('flushall');
    await mina.chat.outbox.send(here.roomId, 'afterwards');
    await mariadb.start();

    await allStored();
    await expectWhole(here, seen, ['afterwards']);
  });

  it('[RUN11] so after a failover that lost writes; a deposed primary that still answers takes nothing', async () => {
    await using primary = await startRedis();
    await using replica = await startRedis(['--replicaof', `127.0.0.1 ${primary.port}`]);
    // The first replica gives its primary a new replication id: what begins after that is one epoch.
    while (!(await replica.cli('info', 'replication')).includes('master_link_status:up')) continue;
    await using minasLine = await openSwitchableLine(primary.port);
    await using joonsLine = await openSwitchableLine(primary.port);
    await using here = await meet([`redis://127.0.0.1:${minasLine.port}`, `redis://127.0.0.1:${joonsLine.port}`]);
    const { nodes, mina, joon, roomId, write, allStored } = here;
    await write(mina, numbered('stored', 3));
    await allStored();
    await mariadb.stop('SIGKILL');
    await write(mina, numbered('copied', 3));
    const ids = async (redis: typeof primary): Promise<string[]> =>
      (await redis.cli('--scan', '--pattern', '{duet.p*:id:*')).split('\n').toSorted();
    while ((await ids(replica)).length < (await ids(primary)).length) continue;
    await replica.cli('replicaof', 'no', 'one');
    await write(mina, numbered('lost', 3));
    await write(joon, numbered('lost too', 3));
    const seen = placesIn(joon.thread().messages);
    const old = await ids(primary);

    // Joon's node still talks to the old one, and hears from SQL that it is deposed.
    minasLine.lead(replica.port);
    await mariadb.start();
    await eventually(() => mina.chat.outbox.drafts.get().length === 0);
    await expect.poll(async () => (await fetch(`${nodes[1].url}/readyz`)).status).toBe(503);
    const token = joon.client.token() ?? '';
    const answer = async (): Promise<string> => JSON.stringify(await sendOverHttp(nodes[1].url, token, roomId, 'no'));
    for (let each = 0; each < 5; each += 1) expect(await answer()).toContain('try_later');
    expect(await ids(primary)).toEqual(old);
    await joon.chat.outbox.send(roomId, 'afterwards');
    joonsLine.lead(replica.port);

    await allStored();
    await expectWhole(here, seen, ['afterwards']);
  });
});
