/** SQLite's extended codes for a primary key and for a unique constraint. */
const sqliteCodes: readonly unknown[] = [1555, 2067];
/** MySQL's and MariaDB's ER_DUP_ENTRY. */
const mysqlDuplicateEntry = 1062;

/** Whether a row was refused because its key is taken. Told by the error itself, whichever engine threw it. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error &&
  (('errcode' in error && sqliteCodes.includes(error.errcode)) ||
    ('errno' in error && error.errno === mysqlDuplicateEntry));
