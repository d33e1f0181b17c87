import type { RawBuilder } from 'kysely';

/** What the engines' DDL does not share. Queries share everything. */
export type EngineTraits = {
  /** Behind `create table (…)`: keeps the rows in the order of their primary key, where that is not so anyway. */
  readonly clusteredTable: RawBuilder<unknown> | null;
  /** `create index if not exists` is understood. */
  readonly createIndexIfNotExists: boolean;
};
