import type { RawBuilder } from 'kysely';

/** What the engines' DDL does not share. Queries share everything. */
export type EngineTraits = {
  /** Behind every `create table (…)`. */
  readonly table: RawBuilder<unknown> | null;
  /** Instead, where the rows are to be kept in the order of their primary key. */
  readonly clusteredTable: RawBuilder<unknown> | null;
  /** `create index if not exists` is understood. Elsewhere a step that was cut off meets its index, and has done. */
  readonly createIndexIfNotExists: boolean;
};
