import { randomUUID } from 'node:crypto';
import { block, unblock } from '@duet/db';
import type { Database } from '@duet/db';
import { connectRedis, createRedisMessageLog, openEpochs } from '../../src/index.ts';
import type { Accepted, Epochs, MessageLog, RedisLink } from '../../src/index.ts';
import type { LogUnderTest } from '../log-under-test.ts';
import { newPerson, newRoomWith } from '../people-and-rooms.ts';

/** One process of many: its own connections, epochs and log on the same Redis and database. */
export interface RedisNode extends AsyncDisposable {
  readonly redis: RedisLink;
  readonly epochs: Epochs;
  readonly log: MessageLog;
  readonly accepted: Accepted[];
  readonly faults: unknown[];
  readonly alarms: Error[];
  readonly withdrawn: Accepted[];
}

export type RedisLogSettings = {
  prefix?: string;
  undrainedBytes?: number;
  /** Instead of a feed. */
  onAccepted?: (accepted: Accepted[]) => Promise<void>;
};

export const openRedisNode = async (
  redisUrl: string,
  database: Pick<Database, 'db'>,
  { prefix = 'duet', undrainedBytes, onAccepted }: RedisLogSettings = {},
): Promise<RedisNode> => {
  const accepted: Accepted[] = [];
  const faults: unknown[] = [];
  const alarms: Error[] = [];
  const withdrawn: Accepted[] = [];
  const redis = await connectRedis(redisUrl, (cause) => void faults.push(cause));
  const bound = undrainedBytes === undefined ? {} : { undrainedBytes };
  const epochs = await openEpochs({ redis, database, prefix, ...bound });
  const log = createRedisMessageLog({
    epochs,
    database,
    now: Date.now,
    onAccepted: async (batch) => {
      accepted.push(...batch);
      await onAccepted?.(batch);
    },
    onWithdrawn: (one) => void withdrawn.push(one),
    onFault: (cause) => void faults.push(cause),
    onAlarm: (cause) => void alarms.push(cause),
  });
  return {
    redis,
    epochs,
    log,
    accepted,
    faults,
    alarms,
    withdrawn,
    [Symbol.asyncDispose]: async () => {
      await log.close();
      redis.close();
    },
  };
};

/** What only the log in Redis has. */
export interface RedisLogUnderTest extends LogUnderTest {
  readonly node: RedisNode;
  readonly db: Database['db'];
  /** Another process on the same Redis and database. */
  another(settings?: RedisLogSettings): Promise<RedisNode>;
}

/** Redis' own clock gives the places, and nobody here can turn it: `clock` moves nothing. */
export const openRedisLog = async (
  redisUrl: string,
  database: Database,
  settings: RedisLogSettings = {},
): Promise<RedisLogUnderTest> => {
  const shared = { prefix: `test-${randomUUID()}`, ...settings };
  const { db } = database;
  const everyonesPeer = await newPerson(db);
  const told: Accepted[] = [];
  const another = (more: RedisLogSettings = {}): Promise<RedisNode> =>
    openRedisNode(redisUrl, database, { ...shared, ...more });
  let node = await another();

  return {
    get log() {
      return node.log;
    },
    get node() {
      return node;
    },
    get accepted() {
      return [...told, ...node.accepted];
    },
    db,
    clock: { now: 0 },
    another,
    newRoom: () => newRoomWith(db, everyonesPeer),
    block: async ({ id, members: [blocked, blocker] }) => {
      await block(db, { blocker, blocked, at: 1 });
      await node.log.roomChanged(id);
    },
    unblock: async ({ id, members: [blocked, blocker] }) => {
      await unblock(db, { blocker, blocked });
      await node.log.roomChanged(id);
    },
    restart: async () => {
      await node[Symbol.asyncDispose]();
      told.push(...node.accepted);
      node = await another();
    },
    [Symbol.asyncDispose]: async () => {
      await node[Symbol.asyncDispose]();
      await database.close();
    },
  };
};
