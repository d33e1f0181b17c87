import type { AppProcedures } from '@duet/api';
import type { TRPCMutationProcedure, TRPCQueryProcedure, TRPCSubscriptionProcedure } from '@trpc/server';

/** How a call is given up. */
export type CallOptions = {
  /** Aborting it rejects the call; a mutation may have been carried out nevertheless. */
  signal?: AbortSignal;
};

/** What a subscription tells. */
export type SubscriptionListener<Item> = {
  /** It stands, from now on or again after a cut. */
  onStarted?: () => void;
  /** One item. `item.id` is the place to come back to, as `lastEventId`. */
  onData?: (item: Item) => void;
  /** It ended by an error, whose reason `reasonOf` knows. */
  onError?: (error: unknown) => void;
  /** It ended. */
  onComplete?: () => void;
};

/**
 * Procedures as their caller sees them, noun by noun. A call that fails rejects with an error: `reasonOf(error)` says why.
 */
export type Callable<Procedure> =
  Procedure extends TRPCQueryProcedure<infer Types>
    ? { query(input: Types['input'], options?: CallOptions): Promise<Types['output']> }
    : Procedure extends TRPCMutationProcedure<infer Types>
      ? { mutate(input: Types['input'], options?: CallOptions): Promise<Types['output']> }
      : Procedure extends TRPCSubscriptionProcedure<infer Types>
        ? {
            /** Returns the way to stop it. */
            subscribe(
              input: Types['input'],
              listener: SubscriptionListener<Types['output'] extends AsyncIterable<infer Item> ? Item : never> &
                CallOptions,
            ): { unsubscribe(): void };
          }
        : { readonly [Name in keyof Procedure]: Callable<Procedure[Name]> };

/** The server's router, as a client calls it: `trpc.room.get.query({ roomId })`. */
export type DuetTrpc = Callable<AppProcedures>;
