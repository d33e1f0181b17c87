import { promisify } from 'node:util';
import type { DatabaseConnection, Driver } from 'kysely';
import { createPool } from 'mysql2';
import type { Pool, PoolConnection } from 'mysql2';
import { MysqlConnection } from './mysql-connection.ts';
import { timedOut } from './mysql-fault.ts';
import type { PoolUse } from '../database.ts';
import type { MysqlPlace } from './mysql-url.ts';

export type MysqlBounds = {
  /** Most at once. */
  connections: number;
  /** How long a query waits for a free connection or a new one, in ms. */
  acquireWithin: number;
  /** How long each statement may take, in ms. */
  answerWithin: number;
};

/** How long a connection may take to be made, in ms. */
const connectWithin = 4_000;
/** Queries that wait for a connection; past it they fail at once. */
const queueBound = 1_000;
/** An idle connection is given back after this, in ms: before the server ends it, or a query would meet a dead one. */
const idleFor = 10_000;

/**
 * What a session needs, whatever the server's own settings are. What is too long is refused and not cut. Each statement
 * sees what is committed, and what must not change meanwhile is locked. A process that stops in a transaction holds its
 * locks until `wait_timeout`, and whoever meets a lock waits for less than it waits for an answer (both in s).
 */
const session = [
  'set session transaction isolation level read committed',
  `set session sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', autocommit = 1,
    wait_timeout = 30, innodb_lock_wait_timeout = 5, lock_wait_timeout = 5`,
];

const statement = (sql: string) => ({ sql, parameters: [] });

const createMysqlPool = ({ host, port, user, password, database, tls }: MysqlPlace, connections: number): Pool =>
  createPool({
    host,
    port,
    user,
    password,
    database,
    ...(tls ? { ssl: { verifyIdentity: true } } : {}),
    charset: 'UTF8MB4_BIN',
    // Numbers beyond the safe ones come as strings, and are refused.
    supportBigNumbers: true,
    stringifyObjects: true,
    flags: ['-LOCAL_FILES'],
    connectTimeout: connectWithin,
    keepAliveInitialDelay: 10_000,
    connectionLimit: connections,
    queueLimit: queueBound,
    maxIdle: connections - 1,
    idleTimeout: idleFor,
    gracefulEnd: true,
  });

/** Connections to one server. */
export class MysqlDriver implements Driver {
  readonly #pool: Pool;
  readonly #bounds: MysqlBounds;
  readonly #known = new WeakMap<PoolConnection, MysqlConnection>();
  readonly #used = new Set<DatabaseConnection>();
  #unused: (() => void) | null = null;
  #waiting = 0;

  constructor(place: MysqlPlace, bounds: MysqlBounds) {
    this.#bounds = bounds;
    this.#pool = createMysqlPool(place, bounds.connections);
    // mysql2 listens to one error of a connection; a second one would end the process.
    this.#pool.on('connection', (raw) => raw.on('error', () => undefined));
  }

  async init(): Promise<void> {}

  use(): PoolUse {
    return { most: this.#bounds.connections, used: this.#used.size, waiting: this.#waiting };
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#waiting += 1;
    const raw = await this.#acquire().finally(() => void (this.#waiting -= 1));
    const known = this.#known.get(raw);
    const connection = known ?? new MysqlConnection(raw, this.#bounds.answerWithin);
    if (known === undefined) {
      try {
        for (const one of session) await connection.executeQuery(statement(one));
      } catch (error) {
        raw.destroy();
        throw error;
      }
      this.#known.set(raw, connection);
    }
    this.#used.add(connection);
    return connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#own(connection).executeQuery(statement('start transaction'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#own(connection).executeQuery(statement('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#own(connection).rollback();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#own(connection).release();
    this.#used.delete(connection);
    if (this.#used.size === 0) this.#unused?.();
  }

  /** Behind the queries and transactions that run. */
  async destroy(): Promise<void> {
    if (this.#used.size > 0) await new Promise<void>((resolve) => (this.#unused = resolve));
    await promisify(this.#pool.end.bind(this.#pool))();
  }

  #own(connection: DatabaseConnection): MysqlConnection {
    if (connection instanceof MysqlConnection && this.#used.has(connection)) return connection;
    throw new Error('this connection was given back, or is of another driver');
  }

  /** mysql2 waits for ever. */
  #acquire(): Promise<PoolConnection> {
    const { acquireWithin } = this.#bounds;
    return new Promise((resolve, reject) => {
      let isLate = false;
      const late = setTimeout(() => {
        isLate = true;
        reject(timedOut(`no connection to the database was free within ${acquireWithin} ms`));
      }, acquireWithin);
      this.#pool.getConnection((error, raw) => {
        clearTimeout(late);
        if (error) return reject(error);
        if (isLate) return raw.release();
        resolve(raw);
      });
    });
  }
}
