import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import { DatabaseError } from './database-error.ts';
import type { EngineTraits } from './engine-traits.ts';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';

const stepsDone = async (db: Kysely<Schema>): Promise<string[]> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === DEFAULT_MIGRATION_TABLE)) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  return rows.map((row) => row.name);
};

const refuseNewer = async (db: Kysely<Schema>, steps: Record<string, Migration>): Promise<void> => {
  const unknown = (await stepsDone(db)).filter((step) => !Object.hasOwn(steps, step));
  if (unknown.length > 0) {
    throw new DatabaseError(
      'newer',
      `The database was migrated by a later version of Duet (it knows "${unknown[0]}", this version does not). ` +
        'Start that version, or restore a backup made before the upgrade.',
    );
  }
};

/** Brings the tables up to this version. A database that a later version has migrated is refused, untouched. */
export const migrate = async (db: Kysely<Schema>, traits: EngineTraits): Promise<void> => {
  const steps = migrations(traits);
  await refuseNewer(db, steps);
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => steps } }).migrateToLatest();
  if (error === undefined) return;
  // A later version may have come first while this one waited for the lock.
  await refuseNewer(db, steps);
  const why = error instanceof Error ? `: ${error.message}` : '';
  throw new DatabaseError('migration_failed', `The database's tables could not be brought up to date${why}.`, {
    cause: error,
  });
};
