import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { FieldPacket, PoolConnection, QueryResult as MysqlResult } from 'mysql2';
import { bindable } from '../bindable.ts';
import { mysqlFault, timedOut } from './mysql-fault.ts';

/** BIGINT's type in the protocol: what is beyond the safe integers comes as a string there. */
const bigint = 8;

const isFatal = (error: Error): boolean => 'fatal' in error && error.fatal === true;

/**
 * Asks one thing after the other and waits only so long for each answer: a server that is stopped or cut off keeps its
 * connections and says nothing. After that, or when the server turned out to be read-only, the connection is `broken`
 * and does not go back to the pool: the next one may lead to another server, or to the same when it is well again.
 */
export class MysqlConnection implements DatabaseConnection {
  readonly #raw: PoolConnection;
  readonly #answerWithin: number;
  #broken = false;

  /** `answerWithin`: milliseconds. */
  constructor(raw: PoolConnection, answerWithin: number) {
    this.#raw = raw;
    this.#answerWithin = answerWithin;
  }

  async executeQuery<R>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<R>> {
    const [result, fields] = await this.#ask(sql, bindable(parameters, sql));
    if (!Array.isArray(result)) {
      return { rows: [], numAffectedRows: BigInt(result.affectedRows) };
    }
    for (const { name } of fields.filter((field) => field.columnType === bigint)) {
      if (result.some((row) => typeof Reflect.get(row, name) === 'string')) {
        throw new RangeError(`${name} is beyond the safe integers`);
      }
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- R is the builder's word, from the tables' Schema.
    return { rows: result as R[] };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming would hold a connection for as long as its reader likes; read in pages');
  }

  /** A failed transaction ends with it, or with its connection. */
  async rollback(): Promise<void> {
    if (this.#broken) return;
    await this.executeQuery({ sql: 'rollback', parameters: [] }).catch(() => this.#break());
  }

  release(): void {
    if (this.#broken) this.#raw.destroy();
    else this.#raw.release();
  }

  #break(): void {
    this.#broken = true;
  }

  #ask(sql: string, values: unknown[]): Promise<[MysqlResult, FieldPacket[]]> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#break();
        // What it was asked may still happen there, but nothing more: it finds the connection closed.
        this.#raw.destroy();
        reject(timedOut(`the database gave no answer within ${this.#answerWithin} ms`));
      }, this.#answerWithin);
      this.#raw.query(sql, values, (error, result: MysqlResult, fields) => {
        clearTimeout(late);
        if (error === null) return resolve([result, fields]);
        if (isFatal(error) || mysqlFault(error) === 'read_only') this.#break();
        reject(error);
      });
    });
  }
}
