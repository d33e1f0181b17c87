import type { Kysely } from 'kysely';
import { MysqlAdapter as KyselyMysqlAdapter, sql } from 'kysely';

/** How long a start waits for another node that migrates, in s. */
const migrationWait = 300;

// A lock's name counts for the whole server and has at most 64 characters: one for each database.
const lockName = sql`concat('duet.', md5(database()))`;

/** Kysely takes the lock too, but goes on without it when it was not given. */
export class MysqlAdapter extends KyselyMysqlAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    const { rows } = await sql<{ got: number | null }>`select get_lock(${lockName}, ${migrationWait}) as got`.execute(
      db,
    );
    if (rows[0]?.got !== 1) throw new Error(`another node has been migrating this database for ${migrationWait} s`);
  }

  override async releaseMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`select release_lock(${lockName})`.execute(db);
  }
}
