import type { ServerResponse } from 'node:http';
import { refusals } from '@duet/protocol';
import type { Reason } from '@duet/protocol';
import { refusalShape } from '../refusal-shape.ts';

/** Refuses a whole request in the shape in which tRPC refuses a call. */
export const refuseRequest = (res: ServerResponse, reason: Reason, retryAfterMs?: number): void => {
  if (retryAfterMs !== undefined) res.setHeader('retry-after', Math.ceil(retryAfterMs / 1000));
  res.writeHead(refusals[reason].status, { 'content-type': 'application/json' });
  res.end(JSON.stringify({ error: refusalShape(reason, { retryAfterMs }) }));
};
