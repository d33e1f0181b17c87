import type { AppRouter } from '@duet/api';
import { createTRPCReact } from '@trpc/react-query';

/** The router's hooks. What changes by itself comes through src/live; these only ask. */
export const trpc = createTRPCReact<AppRouter>();
