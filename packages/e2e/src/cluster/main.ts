import { startCluster } from '../harness/cluster.ts';

const until = Promise.withResolvers<void>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => until.resolve());

await using cluster = await startCluster();
const [one, other] = cluster.nodes;
console.log(`Duet, clustered, at ${cluster.url}
  nodes    ${one.url} (process ${one.pid()}), ${other.url} (process ${other.pid()})
  MariaDB  127.0.0.1:${cluster.mariadb.port}
  Redis    127.0.0.1:${cluster.redis.port}
Kill a node, or restart one of the servers: who talks goes on talking. Ctrl-C stops all of it, and nothing is kept.`);
await until.promise;
