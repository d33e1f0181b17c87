/** MySQL's and MariaDB's ER_DUP_FIELDNAME and ER_DUP_KEYNAME. */
const mysqlDuplicates: readonly unknown[] = [1060, 1061];

/** Whether an index or a column was refused because there is one of its name. SQLite has no code for a column. */
export const isAlreadyMade = (error: unknown): boolean =>
  error instanceof Error &&
  (('errno' in error && mysqlDuplicates.includes(error.errno)) || error.message.startsWith('duplicate column name'));
