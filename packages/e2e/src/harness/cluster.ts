import { readFile } from 'node:fs/promises';
import { isLeftOut, startMariaDb, startNginx, startRedis } from '@duet/engines';
import type { MariaDb, Redis } from '@duet/engines';
import { startServerProcess } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

const proxyTemplate = new URL('../../../../deploy/nginx.conf.template', import.meta.url);

/** Duet on many nodes, as people run it: to its users it is one server. */
export type Cluster = Omit<ServerProcess, 'pid'> & {
  readonly nodes: readonly [ServerProcess, ServerProcess];
  readonly databaseUrl: string;
  readonly mariadb: MariaDb;
  readonly redis: Redis;
};

/** Whether this run was told to do without a part of it. */
export const clusterIsLeftOut = (): boolean => (['mariadb', 'redis', 'nginx'] as const).some(isLeftOut);

/** What the nginx image does with the same file. */
const filled = async (values: Readonly<Record<string, string>>): Promise<string> =>
  (await readFile(proxyTemplate, 'utf8')).replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/**
 * Two nodes on a MariaDB and a Redis of their own, behind nginx. `env`: for both nodes. `url` is the proxy's; `kill` and
 * `start` do the same to both nodes.
 */
export const startCluster = async (env: Readonly<Record<string, string>> = {}): Promise<Cluster> => {
  await using parts = new AsyncDisposableStack();
  const [mariadb, redis] = await Promise.all([
    startMariaDb().then((server) => parts.use(server)),
    startRedis().then((server) => parts.use(server)),
  ]);
  const databaseUrl = await mariadb.newDatabase();
  const node = async (): Promise<ServerProcess> =>
    parts.use(
      await startServerProcess({ DATABASE_URL: databaseUrl, REDIS_URL: redis.url, TRUST_PROXY: 'loopback', ...env }),
    );
  const nodes = await Promise.all([node(), node()]);
  const site = await filled({
    DUET_NODES: nodes.map(({ url }) => `server ${new URL(url).host} fail_timeout=1s;`).join(' '),
  });
  const nginx = parts.use(await startNginx((listen) => site.replaceAll('${DUET_LISTEN}', listen)));
  const rest = parts.move();
  return {
    url: nginx.url,
    nodes,
    databaseUrl,
    mariadb,
    redis,
    start: async () => void (await Promise.all(nodes.map((each) => each.start()))),
    kill: async (signal) => void (await Promise.all(nodes.map((each) => each.kill(signal)))),
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  };
};
