import type { AppRouter } from '@duet/api';
import type { TRPCClient } from '@trpc/client';

export type DuetTrpc = TRPCClient<AppRouter>;
