/** MySQL's and MariaDB's ER_LOCK_DEADLOCK, and MariaDB's ER_CHECKREAD: someone changed what this one had read. */
const mysqlConflicts: readonly unknown[] = [1213, 1020];

/** Whether the whole transaction was rolled back because of others that ran beside it. SQLite lets none run beside. */
export const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'errno' in error && mysqlConflicts.includes(error.errno);
