/** MySQL's and MariaDB's ER_DUP_KEYNAME. */
const mysqlDuplicateKeyName = 1061;

/** Whether an index was refused because there is one of its name. */
export const isKnownIndex = (error: unknown): boolean =>
  error instanceof Error && 'errno' in error && error.errno === mysqlDuplicateKeyName;
