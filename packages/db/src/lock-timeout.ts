/** MySQL's and MariaDB's ER_LOCK_WAIT_TIMEOUT: someone holds what this one needs. Its transaction did nothing. */
export const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'errno' in error && error.errno === 1205;
