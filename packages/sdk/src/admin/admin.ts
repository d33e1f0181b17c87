import type { AdminProcedures } from '@duet/api';
import type { HostUser, HostUserUpsert } from '@duet/protocol';
import type { Callable } from '../trpc.ts';

/** Where Duet is, and the right to speak for the host. */
export type DuetAdminOptions = {
  /** Where Duet is mounted: `https://example.com` or `https://example.com/messages`. */
  url: string;
  /** As `duet admin create-key` showed it. It may do everything to everybody: never in a page. */
  apiKey: string;
  /** For tests, and for runtimes without one of their own. */
  fetch?: typeof fetch;
  /** Chance, for tests. */
  random?: () => number;
};

/** The procedures of the host's server, as it calls them. */
export type DuetAdminTrpc = Callable<AdminProcedures>;

/** One batch that the server has answered, in the order of its users. */
export type UpsertedUsers<T extends HostUser> = readonly { user: T; result: HostUserUpsert }[];

/** A host's server speaks through it, about all of its people. Every call may be made again: twice is one effect. */
export interface DuetAdmin {
  /**
   * `user.upsert`, `user.deactivate`, `user.reactivate`, `room.open`, `message.send`, `counts`, over HTTP. What fails
   * throws an error whose reason `reasonOf(error)` gives: `signed_out` when the key is not valid.
   */
  readonly trpc: DuetAdminTrpc;
  /**
   * Makes and updates as many users as there are, in batches, and gives each batch as it is done: as fast as it is looped
   * over, and holding no more than one. What failed for a while is asked again; throws when it goes on failing, and at
   * once when the key is not valid. A user whom Duet refuses is a result like any other.
   */
  upsertUsers<T extends HostUser>(
    users: Iterable<T> | AsyncIterable<T>,
    options?: { signal?: AbortSignal },
  ): AsyncGenerator<UpsertedUsers<T>, void, undefined>;
}
