import { appRouter, Refusal } from '@duet/api';
import type { Reason } from '@duet/protocol';
import { getErrorShape } from '@trpc/server';

type RouterConfig = (typeof appRouter)['_def']['_config'];

// tRPC's own adapters read it there: it has no other door.
export const routerConfig: RouterConfig = appRouter._def._config;

/** A refusal by us before the router is asked, in the shape in which the router refuses. */
export const refusalShape = (
  reason: Reason,
  { path, retryAfterMs }: { path?: string; retryAfterMs?: number | undefined },
): RouterConfig['$types']['errorShape'] =>
  getErrorShape({
    config: routerConfig,
    error: new Refusal(reason, { retryAfterMs }),
    type: 'unknown',
    path,
    input: undefined,
    ctx: undefined,
  });
