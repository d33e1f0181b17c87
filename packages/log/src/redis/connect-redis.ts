import { Cluster, Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';

/** Longer than any script of ours takes, shorter than a person waits. What comes later than this is unknown. */
const commandTimeout = 2_000;
const connectTimeout = 5_000;

/**
 * Who is put out of a channel because its slot moved asks any server for the map, and that one may not know yet: it is
 * asked again this often, in ms. Without it a person heard nothing until windows were compared.
 */
const slotsRefreshInterval = 2_000;

/**
 * Commands are told at once when there is no connection, never kept for later, and never sent twice by the library: who
 * asked decides what to do about a doubt.
 */
const options = {
  commandTimeout,
  connectTimeout,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 1,
  // A primary that became a replica: look for its successor, and do not repeat the command.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
} as const satisfies RedisOptions;

/** A cluster's client connects to its nodes by ways of its own: given these it never becomes ready. */
const singleOptions = {
  ...options,
  lazyConnect: true,
  retryStrategy: (attempt: number) => Math.min(50 * attempt, 1_000),
} as const satisfies RedisOptions;

/** Subscribing may wait for the connection: nobody's message depends on it. */
const subscriberOptions = { ...singleOptions, enableOfflineQueue: true, autoResubscribe: false } as const;

/** The connections of one node: one for commands and one to subscribe, each per shard in a cluster. */
export interface RedisLink {
  readonly commands: Redis | Cluster;
  readonly subscriber: Redis | Cluster;
  /** Looks for the primary again. */
  reconnect(): void;
  close(): void;
}

/** Behind the events themselves: whoever listens to them from then on is told of the next connection, not of this one. */
const ready = async (client: Redis | Cluster, events: readonly string[] = ['ready']): Promise<void> => {
  const heard = events.map((event) => new Promise((resolve) => client.once(event, resolve)));
  await client.connect();
  await Promise.all(heard);
};

const isCluster = async (client: Redis): Promise<boolean> =>
  (await client.info('cluster')).includes('cluster_enabled:1');

/**
 * `redis://…`; of a Redis Cluster any node. Rejects when nobody answers there. `onFault`: what happens to the
 * connections later; they come back by themselves.
 */
export const connectRedis = async (url: string, onFault: (cause: unknown) => void): Promise<RedisLink> => {
  const single = new Redis(url, singleOptions);
  const started: (Redis | Cluster)[] = [single];
  const start = async <T extends Redis | Cluster>(client: T, events?: readonly string[]): Promise<T> => {
    started.push(client);
    client.on('error', onFault);
    await ready(client, events);
    return client;
  };
  const close = (): void => started.forEach((client) => client.disconnect());
  single.on('error', onFault);

  try {
    await ready(single);
    if (!(await isCluster(single))) {
      const subscriber = await start(new Redis(url, subscriberOptions));
      return { commands: single, subscriber, reconnect: () => single.disconnect(true), close };
    }
    const shared = { redisOptions: options, lazyConnect: true };
    const cluster = await start(new Cluster([url], { ...shared, enableOfflineQueue: false }));
    const subscriber = await start(new Cluster([url], { ...shared, shardedSubscribers: true, slotsRefreshInterval }), [
      'ready',
      'subscribersReady',
    ]);
    single.disconnect();
    // Its connections to the nodes follow the cluster's own map.
    return { commands: cluster, subscriber, reconnect: () => undefined, close };
  } catch (cause) {
    close();
    throw new Error(`Redis did not answer at ${new URL(url).host}`, { cause });
  }
};
