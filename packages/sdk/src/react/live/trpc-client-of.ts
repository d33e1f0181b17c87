import type { AppRouter } from '@duet/api';
import type { TRPCClient } from '@trpc/client';
import type { DuetTrpc } from '../../trpc.ts';

/** tRPC's key to the client behind its typed face. */
const untyped = Symbol.for('trpc_untypedClient');

const isTrpcClient = (client: DuetTrpc): client is TRPCClient<AppRouter> => Reflect.get(client, untyped) !== undefined;

/** A chat's client with what tRPC's own tools ask for, which the sdk's types leave out. */
export const trpcClientOf = ({ trpc: client }: { trpc: DuetTrpc }): TRPCClient<AppRouter> => {
  if (!isTrpcClient(client)) throw new TypeError('chat.trpc is no client of tRPC');
  return client;
};
