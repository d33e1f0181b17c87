import type { Kysely } from 'kysely';
import { isDeadlock } from './deadlock.ts';
import type { Schema } from './schema.ts';
import { isUniqueViolation } from './unique-violation.ts';

/** Of some that wait for each other in a circle, or insert the same, one is rolled back; more often in a row is no accident. */
const mostAttempts = 5;

/** Runs `work` in the transaction that is already open, or in one of its own, which is done again after a deadlock. */
export const inTransaction = async <T>(db: Kysely<Schema>, work: (trx: Kysely<Schema>) => Promise<T>): Promise<T> => {
  if (db.isTransaction) return work(db);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!isDeadlock(error) || attempt === mostAttempts) throw error;
    }
  }
};

/**
 * For `look, then insert what is missing`: whoever loses the race to insert looks once more, in a new transaction
 * (an old one may not see the winner's row), and finds it.
 */
export const insertingOnce = async <T>(db: Kysely<Schema>, work: (trx: Kysely<Schema>) => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(db, work);
    } catch (error) {
      if (db.isTransaction || !isUniqueViolation(error) || attempt === mostAttempts) throw error;
    }
  }
};
