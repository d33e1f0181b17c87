import type { Kysely } from 'kysely';
import { MysqlAdapter as KyselyMysqlAdapter, sql } from 'kysely';

// A lock's name counts for the whole server and has at most 64 characters: one for each database.
const lockName = sql`concat('duet.', md5(database()))`;

/** Kysely takes the lock too, but goes on without it when it was not given. */
export class MysqlAdapter extends KyselyMysqlAdapter {
  readonly #lockWithin: number;

  /** `lockWithin`: how long a start waits for another node that migrates, in s. */
  constructor(lockWithin: number) {
    super();
    this.#lockWithin = lockWithin;
  }

  override async acquireMigrationLock<S>(db: Kysely<S>): Promise<void> {
    const { rows } = await sql<{
      got: number | null;
    }>`select get_lock(${lockName}, ${this.#lockWithin}) as got`.execute(db);
    if (rows[0]?.got !== 1) throw new Error(`another node has been migrating for more than ${this.#lockWithin} s`);
  }

  override async releaseMigrationLock<S>(db: Kysely<S>): Promise<void> {
    await sql`select release_lock(${lockName})`.execute(db);
  }
}
