import { mysqlFault } from './mysql/mysql-fault.ts';

/** Whether the database could not be asked now, or not be written: later the same may succeed. */
export const isDatabaseAway = (error: unknown): boolean => {
  switch (mysqlFault(error)) {
    case 'unreachable':
    case 'read_only':
    case 'locked':
    case 'conflict':
      return true;
    case 'denied':
    case 'no_database':
    case null:
      return false;
  }
};
