export type SqliteFault = 'busy' | 'not_a_database' | 'not_writable' | 'full';

/** SQLite's primary result codes, which are the low byte of the extended ones. */
const faults = new Map<number, SqliteFault>([
  [5, 'busy'],
  [6, 'busy'],
  [8, 'not_writable'],
  [11, 'not_a_database'],
  [13, 'full'],
  [14, 'not_writable'],
  [26, 'not_a_database'],
]);

/** What SQLite said, where it matters to the caller; `null` for everything else. */
export const sqliteFault = (error: unknown): SqliteFault | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? (faults.get(error.errcode & 0xff) ?? null)
    : null;
