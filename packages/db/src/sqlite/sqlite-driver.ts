import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { bindable } from '../bindable.ts';

/** Compiled statements kept for the next time. The query modules have about 80 texts; batches vary a few by their size. */
const statementsKept = 500;

type Statement = { readonly prepared: StatementSync; readonly reads: boolean };

/**
 * A statement that lost its transaction (a full disk rolls back by itself) would commit alone, and one that fell into a
 * transaction which nobody ends would never be committed.
 */
class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, Statement>();
  #expectsTransaction = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#expectsTransaction !== this.#database.isTransaction) {
      throw new Error(
        this.#expectsTransaction
          ? 'SQLite has rolled this transaction back by itself; nothing more runs in it'
          : 'a transaction that could not be rolled back is still open; nothing runs until a restart',
      );
    }
    const parameters = bindable(query.parameters, query.sql);
    const { prepared, reads } = this.#statement(query.sql);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- R is the builder's word, from the tables' Schema.
    if (reads) return { rows: prepared.all(...parameters) as R[] };
    const { changes } = prepared.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming would hold the only connection; read in pages');
  }

  begin(): void {
    this.#database.exec('begin immediate');
    this.#expectsTransaction = true;
  }

  commit(): void {
    this.#database.exec('commit');
    this.#expectsTransaction = false;
  }

  rollback(): void {
    this.#expectsTransaction = false;
    if (this.#database.isTransaction) this.#database.exec('rollback');
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#database.prepare(sql);
    const statement = { prepared, reads: prepared.columns().length > 0 };
    this.#statements.set(sql, statement);
    const oldest = this.#statements.keys().next();
    if (this.#statements.size > statementsKept && !oldest.done) this.#statements.delete(oldest.value);
    return statement;
  }
}

/** The one connection to the file. Kysely lets one query or transaction after the other use it. */
export class SqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #connection: SqliteConnection;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#connection = new SqliteConnection(database);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    this.#connection.begin();
  }

  async commitTransaction(): Promise<void> {
    this.#connection.commit();
  }

  async rollbackTransaction(): Promise<void> {
    this.#connection.rollback();
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }
}
