export type DatabaseFault =
  /** Not a URL that this version opens. */
  | 'unknown_url'
  /** Another process holds it, or locks what a start needs. */
  | 'in_use'
  /** What Redis holds of it would be missing. */
  | 'needs_redis'
  /** A later version of Duet has migrated it. */
  | 'newer'
  /** There is something else in its place. */
  | 'not_a_database'
  /** It, its folder or its server cannot be written. */
  | 'not_writable'
  /** Nothing answers where its server should be. */
  | 'unreachable'
  /** Its server does not let this user in, or not do what is needed. */
  | 'denied'
  /** Its server has no database of this name. */
  | 'no_database'
  /** Its tables could not be brought up to date. */
  | 'migration_failed';

/** Why a database was not opened, in words for the person who started the process. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly fault: DatabaseFault;

  constructor(fault: DatabaseFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
