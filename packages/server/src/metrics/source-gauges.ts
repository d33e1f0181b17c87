import type { PoolUse } from '@duet/db';
import type { Backlog } from '@duet/log';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import { shared } from '../shared.ts';

/** What is asked when the page is. */
export type Sources = { backlog: () => Promise<Backlog>; pool: (() => PoolUse) | null };

/** The log's are those of all nodes, the same on each page; the pool is this node's. */
export const addSourceGauges = (registry: Registry, { backlog, pool }: Sources): void => {
  // A page that fails would say nothing else either. Both gauges of it are of one question.
  const backlogNow = shared((): Promise<Backlog> => backlog().catch(() => ({ messages: NaN, oldestMs: NaN })));
  registry.registerMetric(
    new Gauge({
      name: 'duet_undrained_messages',
      help: 'Accepted by any node and not in SQL yet; NaN while Redis cannot be asked',
      registers: [],
      async collect() {
        this.set((await backlogNow()).messages);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'duet_undrained_oldest_seconds',
      help: 'Since the oldest of those was accepted; NaN while Redis cannot be asked',
      registers: [],
      async collect() {
        this.set((await backlogNow()).oldestMs / 1000);
      },
    }),
  );
  if (pool === null) return;
  registry.registerMetric(
    new Gauge({
      name: 'duet_sql_connections',
      help: 'Of this node to SQL: most that there may be, in use, queries waiting for one',
      labelNames: ['state'] as const,
      registers: [],
      collect() {
        const { most, used, waiting } = pool();
        this.set({ state: 'most' }, most);
        this.set({ state: 'used' }, used);
        this.set({ state: 'waiting' }, waiting);
      },
    }),
  );
};
