import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { startRedis } from './redis.ts';
import type { Redis } from './redis.ts';

export interface RedisCluster extends AsyncDisposable {
  /** Its masters; the slots are dealt out evenly, in this order. */
  readonly nodes: readonly Redis[];
  /** Of the first node: a client finds the others by it. */
  readonly url: string;
}

const isWhole = async (node: Redis, size: number): Promise<boolean> => {
  const info = await node.cli('cluster', 'info');
  return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${size}`);
};

/** A private Redis Cluster of masters. `args`: as for `startRedis`, for each node. */
export const startRedisCluster = async ({
  masters = 3,
  args = [],
}: { masters?: number; args?: readonly string[] } = {}): Promise<RedisCluster> => {
  const nodes: Redis[] = [];
  const dispose = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()));
  };
  try {
    for (let n = 0; n < masters; n += 1) {
      const bus = ['--cluster-port', String(await freePort())];
      nodes.push(await startRedis(['--cluster-enabled', 'yes', ...bus, ...args]));
    }
    const [first] = nodes;
    if (first === undefined) throw new Error('a cluster has a master');
    await first.cli('--cluster', 'create', ...nodes.map(({ port }) => `127.0.0.1:${port}`), '--cluster-yes');
    for (const node of nodes) while (!(await isWhole(node, masters))) await delay(20);
    return { nodes, url: first.url, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
};
