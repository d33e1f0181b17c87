export { DatabaseError } from '@duet/db';
export { createDuet } from './create-duet.ts';
export { RedisError } from './modes/redis-error.ts';
export type { Duet, DuetOptions, Timings } from './options.ts';
