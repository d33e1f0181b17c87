export { DatabaseError } from '@duet/db';
export { createDuet } from './create-duet.ts';
export type { Duet, DuetOptions, Timings } from './options.ts';
