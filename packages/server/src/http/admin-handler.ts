import type { IncomingMessage, ServerResponse } from 'node:http';
import { adminRouter, Refusal } from '@duet/api';
import type { AdminServices, Context } from '@duet/api';
import { useApiKey } from '@duet/db';
import type { Database } from '@duet/db';
import { adminLimits, limits as inputLimits } from '@duet/protocol';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { apiKeyHashOf } from '../admin/api-key.ts';
import type { ErrorReporter } from '../error-reporter.ts';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { ProxyTrust } from './proxy-trust.ts';
import { refuseRequest } from './refusals.ts';

/** The host's router over HTTP, for programs that hold an API key. */
export type AdminHandler = (req: IncomingMessage, res: ServerResponse, path: string) => Promise<void>;

/** Whether all that a request asks for is the host's. Together with a person's calls neither router knows them. */
export const isAdminPath = (name: string): boolean => name.split(',').every((call) => call.startsWith('admin.'));

export const createAdminHandler = (options: {
  services: AdminServices;
  db: Database['db'];
  trust: ProxyTrust;
  limits: RateLimits;
  now: () => number;
  isAway: Context['isAway'];
  metrics: Pick<Metrics, 'refused'>;
  report: ErrorReporter;
}): AdminHandler => {
  const { services, db, trust, limits, now, isAway, metrics, report } = options;

  const admit = async (hash: string | null, address: string): Promise<boolean> => {
    if (hash !== null && (await useApiKey(db, hash, now()))) return true;
    await limits.take('apiKey', address);
    return false;
  };

  return async (req, res, path) => {
    // A page has no business with the key, and whoever put it there should find that out at once.
    if (req.headers.origin !== undefined) return refuseRequest(res, 'foreign_origin');
    const address = trust.addressOf(req);
    let admitted: Promise<boolean> | null = null;
    await nodeHTTPRequestHandler({
      req,
      res,
      path,
      router: adminRouter,
      onError({ error }) {
        if (error instanceof Refusal) metrics.refused(error.reason);
      },
      maxBatchSize: inputLimits.batch,
      maxBodySize: adminLimits.bodyBytes,
      createContext: async () => ({
        services,
        peer: { address },
        isAdmitted: () => (admitted ??= admit(apiKeyHashOf(req), address)),
        isAway,
        report,
      }),
    });
  };
};
