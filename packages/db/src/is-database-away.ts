import { mysqlFault } from './mysql/mysql-fault.ts';
import type { MysqlFault } from './mysql/mysql-fault.ts';
import { sqliteFault } from './sqlite/sqlite-fault.ts';
import type { SqliteFault } from './sqlite/sqlite-fault.ts';

const passes = (fault: MysqlFault | SqliteFault | null): boolean => {
  switch (fault) {
    case 'unreachable':
    case 'read_only':
    case 'locked':
    case 'conflict':
    case 'busy':
    case 'full':
    case 'not_writable':
      return true;
    case 'denied':
    case 'no_database':
    case 'not_a_database':
    case null:
      return false;
  }
};

/** Whether the database could not be asked now, or not be written: later the same may succeed. */
export const isDatabaseAway = (error: unknown): boolean => passes(mysqlFault(error) ?? sqliteFault(error));
