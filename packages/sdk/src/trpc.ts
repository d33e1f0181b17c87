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
  onData?: (item: Item) => void;
  /** It ended by an error, whose reason `reasonOf` knows. */
  onError?: (error: unknown) => void;
  /** It ended. */
  onComplete?: () => void;
};

/** A procedure as its caller sees it. A call that fails rejects with an error: `reasonOf(error)` says why. */
type Callable<Procedure> =
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
        : never;

/** The server's router, as a client calls it: `trpc.room.get.query({ roomId })`. */
export type DuetTrpc = {
  readonly [Noun in keyof AppProcedures]: {
    readonly [Name in keyof AppProcedures[Noun]]: Callable<AppProcedures[Noun][Name]>;
  };
};
