import type { ServerResponse } from 'node:http';
import { appRouter, Refusal } from '@duet/api';
import { refusals } from '@duet/protocol';
import type { Reason } from '@duet/protocol';
import { getErrorShape } from '@trpc/server';

/** Refuses a whole request in the shape in which tRPC refuses a call. */
export const refuseRequest = (res: ServerResponse, reason: Reason, retryAfterMs?: number): void => {
  const error = new Refusal(reason, { retryAfterMs });
  const shape = getErrorShape({
    config: appRouter._def._config,
    error,
    type: 'unknown',
    path: undefined,
    input: undefined,
    ctx: undefined,
  });
  if (retryAfterMs !== undefined) res.setHeader('retry-after', Math.ceil(retryAfterMs / 1000));
  res.writeHead(refusals[reason].status, { 'content-type': 'application/json' });
  res.end(JSON.stringify({ error: shape }));
};
