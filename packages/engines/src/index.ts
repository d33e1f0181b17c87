export { isLeftOut } from './engine.ts';
export type { Engine } from './engine.ts';
export type { PrivateServer } from './private-server.ts';
export { startMariaDb } from './mariadb.ts';
export type { MariaDb } from './mariadb.ts';
export { startRedis } from './redis.ts';
export type { Redis } from './redis.ts';
export { startRedisCluster } from './redis-cluster.ts';
export type { RedisCluster } from './redis-cluster.ts';
