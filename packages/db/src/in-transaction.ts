import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import { isUniqueViolation } from './unique-violation.ts';

/** Runs `work` in the transaction that is already open, or in one of its own. */
export const inTransaction = <T>(db: Kysely<Schema>, work: (trx: Kysely<Schema>) => Promise<T>): Promise<T> =>
  db.isTransaction ? work(db) : db.transaction().execute(work);

/**
 * For `look, then insert what is missing`: whoever loses the race to insert looks once more, in a new transaction
 * (an old one may not see the winner's row), and finds it.
 */
export const insertingOnce = async <T>(db: Kysely<Schema>, work: (trx: Kysely<Schema>) => Promise<T>): Promise<T> => {
  try {
    return await inTransaction(db, work);
  } catch (error) {
    if (db.isTransaction || !isUniqueViolation(error)) throw error;
    return inTransaction(db, work);
  }
};
