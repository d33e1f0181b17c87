/** SQLite's primary codes for a value that is too big, a constraint, and a value of the wrong type. */
const sqliteCodes: readonly number[] = [18, 19, 20];
/** Of SQLSTATE: data exception, integrity constraint violation. */
const rowClasses = /^2[23]/;

/** Whether SQL refused a row for itself: it will do so each time, and not because SQL is in trouble. */
export const isRowRefused = (error: unknown): boolean =>
  error instanceof Error &&
  (('errcode' in error && typeof error.errcode === 'number' && sqliteCodes.includes(error.errcode & 0xff)) ||
    ('sqlState' in error && typeof error.sqlState === 'string' && rowClasses.test(error.sqlState)));
