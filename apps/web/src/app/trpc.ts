import type { AppRouter } from '@duet/api';
import type { DuetTrpc } from '@duet/sdk';
import { TRPCUntypedClient } from '@trpc/client';
import type { TRPCClient } from '@trpc/client';
import { createTRPCReact } from '@trpc/react-query';

/** The router's hooks. What changes by itself comes through src/live; these only ask. */
export const trpc = createTRPCReact<AppRouter>();

/** tRPC's key to the client behind its typed face. */
const untyped = Symbol.for('trpc_untypedClient');

const isTrpcClient = (client: DuetTrpc): client is TRPCClient<AppRouter> =>
  Reflect.get(client, untyped) instanceof TRPCUntypedClient;

/** A chat's client with what tRPC's own tools ask for, which the sdk's types leave out. */
export const trpcClientOf = ({ trpc: client }: { trpc: DuetTrpc }): TRPCClient<AppRouter> => {
  if (!isTrpcClient(client)) throw new TypeError('the client is of another copy of tRPC');
  return client;
};
