import { setTimeout as delay } from 'node:timers/promises';
import { startMariaDb, startRedis } from '@duet/engines';
import { drive, driveWhile } from './drive.ts';
import { joinDuet } from './duet-people.ts';
import { startServerProcess } from './server-process.ts';

/** What an outage of SQL came to. Bytes are growth while it lasted, of Redis and of the two nodes. */
export type SqlOutage = {
  /** While SQL was away, each told to both people. */
  accepted: number;
  acceptedInAll: number;
  storedInAll: number;
  deadLetters: number;
  redisBytes: number;
  nodeBytes: readonly [number, number];
  /** From SQL's return, under the same load, until all that was accepted without it was stored. */
  drainedMs: number;
};

const countIn = (rows: readonly unknown[]): number => Number(Reflect.get(Object(rows[0]), 'n'));

export type SqlOutageLoad = {
  /** Of two people, each of whom has four sends on the way or waits so long before the next. */
  rooms: number;
  thinkMs: number;
  /** Messages of each room before. */
  warmUp: number;
  forMs: number;
};

/** Two nodes under load, whose MariaDB is killed and comes back after `forMs`, with the load going on. */
export const sqlOutage = async ({ rooms, thinkMs, warmUp, forMs }: SqlOutageLoad): Promise<SqlOutage> => {
  await using parts = new AsyncDisposableStack();
  const mariadb = parts.use(await startMariaDb());
  const redis = parts.use(await startRedis());
  const databaseUrl = await mariadb.newDatabase();
  const database = new URL(databaseUrl).pathname.slice(1);
  const start = async () => {
    const server = await startServerProcess('./duet-server.ts', [databaseUrl, redis.url], []);
    parts.defer(() => server.stop());
    return server;
  };
  const [one, two] = [await start(), await start()];
  const people = await joinDuet([one.port, two.port], rooms);
  parts.defer(() => people.forEach(({ socket }) => socket.removeAllListeners('close').terminate()));
  const stored = async (table: string): Promise<number> =>
    countIn(await mariadb.query(`select count(*) as n from ${database}.${table}`));
  const memory = async () => ({
    nodes: [await one.memory(), await two.memory()] as const,
    redis: Number(/used_memory:(\d+)/.exec(await redis.cli('info', 'memory'))?.[1]),
  });
  const storedUpTo = async (count: number): Promise<number> => {
    const began = performance.now();
    while ((await stored('messages')) < count) await delay(100);
    return performance.now() - began;
  };

  await drive(people, rooms * warmUp);
  await storedUpTo(rooms * warmUp);
  const before = await memory();
  await mariadb.stop('SIGKILL');
  const began = performance.now();
  const accepted = await driveWhile(people, () => performance.now() - began < forMs, thinkMs);
  const after = await memory();
  await mariadb.start();
  let drained = false;
  const more = driveWhile(people, () => !drained, thinkMs);
  const drainedMs = await storedUpTo(rooms * warmUp + accepted);
  drained = true;
  const acceptedInAll = rooms * warmUp + accepted + (await more);
  await storedUpTo(acceptedInAll);
  return {
    accepted,
    acceptedInAll,
    storedInAll: await stored('messages'),
    deadLetters: await stored('dead_letters'),
    redisBytes: after.redis - before.redis,
    nodeBytes: [after.nodes[0] - before.nodes[0], after.nodes[1] - before.nodes[1]],
    drainedMs,
  };
};
