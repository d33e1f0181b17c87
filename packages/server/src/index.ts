export { backUp, DatabaseError } from '@duet/db';
export type { ApiKey, DeadLetter } from '@duet/db';
export { createDuet } from './create-duet.ts';
export { RedisError } from './modes/redis-error.ts';
export type { Duet, DuetOptions, Timings } from './options.ts';
export { createApiKey, listApiKeys, revokeApiKey } from './operations/api-keys.ts';
export type { HostIdentity } from './sessions/host-identity.ts';
export { listDeadLetters, replayDeadLetters } from './operations/dead-letters.ts';
export type { Replayed } from './operations/dead-letters.ts';
