import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { startRedis } from './redis.ts';
import type { Redis } from './redis.ts';

export interface RedisCluster extends AsyncDisposable {
  /** Its masters; the slots are dealt out evenly, in this order. */
  readonly nodes: readonly Redis[];
  /** Of the first node: a client finds the others by it. */
  readonly url: string;
  /** Moves a key's slot, with all that is in it, to the master after the one that has it. */
  moveSlotOf(key: string): Promise<void>;
}

const isWhole = async (node: Redis, size: number): Promise<boolean> => {
  const info = await node.cli('cluster', 'info');
  return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${size}`);
};

const keysIn = async (node: Redis, slot: string): Promise<string[]> =>
  (await node.cli('cluster', 'getkeysinslot', slot, '100')).split('\n').filter((key) => key !== '');

/** Who has the slot, and who comes after. */
const neighbours = async (nodes: readonly Redis[], slot: number): Promise<{ from: Redis; to: Redis }> => {
  const [first] = nodes;
  const lines = first === undefined ? [] : (await first.cli('cluster', 'nodes')).split('\n');
  const owner = lines.find((line) =>
    line
      .split(' ')
      .slice(8)
      .some((range) => {
        const [low = NaN, high = low] = range.split('-').map(Number);
        return low <= slot && slot <= high;
      }),
  );
  const port = Number(/:(\d+)@/.exec(owner ?? '')?.[1]);
  const index = nodes.findIndex((node) => node.port === port);
  const [from, to] = [nodes[index], nodes[(index + 1) % nodes.length]];
  if (from === undefined || to === undefined) throw new Error(`nobody has slot ${slot}`);
  return { from, to };
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
    const moveSlotOf = async (key: string): Promise<void> => {
      const slot = await first.cli('cluster', 'keyslot', key);
      const { from, to } = await neighbours(nodes, Number(slot));
      const ids = { from: await from.cli('cluster', 'myid'), to: await to.cli('cluster', 'myid') };
      await to.cli('cluster', 'setslot', slot, 'importing', ids.from);
      await from.cli('cluster', 'setslot', slot, 'migrating', ids.to);
      for (let keys = await keysIn(from, slot); keys.length > 0; keys = await keysIn(from, slot)) {
        await from.cli('migrate', '127.0.0.1', String(to.port), '', '0', '5000', 'keys', ...keys);
      }
      // The new owner first: between the two nobody would have it.
      for (const node of [to, from, ...nodes]) await node.cli('cluster', 'setslot', slot, 'node', ids.to);
    };
    return { nodes, url: first.url, moveSlotOf, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
};
