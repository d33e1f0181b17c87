import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MetricsPage } from '../metrics/metrics.ts';
import type { Readiness } from '../modes/mode.ts';
import type { Duet } from '../options.ts';
import { refuseRequest } from './refusals.ts';
import type { Spa } from './spa.ts';
import type { TrpcHandler } from './trpc-handler.ts';

/**
 * The path under `basePath`, or `null`. Taken from what the browser sees: Express and its kin strip theirs from `url`
 * and keep the whole in `originalUrl`.
 */
const ownPath = (req: IncomingMessage, basePath: string): string | null => {
  const url = 'originalUrl' in req && typeof req.originalUrl === 'string' ? req.originalUrl : (req.url ?? '/');
  const path = url.split('?', 1)[0] ?? '/';
  return path === basePath || path.startsWith(`${basePath}/`) ? path.slice(basePath.length) || '/' : null;
};

const json = (res: ServerResponse, status: number, body: unknown): void => {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
};

export const createHandler = (options: {
  basePath: string;
  trpc: TrpcHandler;
  spa: Spa | null;
  /** Can it do its work now? */
  readiness: () => Promise<Readiness>;
  isClosing: () => boolean;
  /** `null`: there is none. */
  metrics: MetricsPage | null;
}): Duet['handler'] => {
  const { basePath, trpc, spa, readiness, isClosing, metrics } = options;

  const sayReady = async (res: ServerResponse): Promise<void> => {
    const { parts, serves } = await readiness();
    json(res, serves ? 200 : 503, { status: serves ? 'ready' : 'not ready', ...parts });
  };

  const sayMetrics = async (res: ServerResponse, page: MetricsPage): Promise<void> => {
    const text = await page.text();
    res.writeHead(200, { 'content-type': page.contentType, 'cache-control': 'no-store' });
    res.end(text);
  };

  /** What answers it; `null`: not ours. */
  const route = (req: IncomingMessage, path: string): ((res: ServerResponse) => void) | null => {
    if (path === '/trpc' || path.startsWith('/trpc/')) {
      if (isClosing()) return (res) => refuseRequest(res, 'try_later', 1_000);
      return (res) => trpc.handle(req, res, path.slice('/trpc/'.length));
    }
    if (req.method !== 'GET' && req.method !== 'HEAD') return spa && ((res) => refuseRequest(res, 'not_found'));
    if (path === '/healthz') return (res) => json(res, 200, { status: 'ok' });
    if (path === '/metrics' && metrics) return (res) => void sayMetrics(res, metrics);
    if (path === '/readyz') return (res) => void sayReady(res);
    return spa && ((res) => spa(req, res, path));
  };

  return (req, res, next) => {
    const path = ownPath(req, basePath);
    const answer = path === null ? null : route(req, path);
    if (!answer && next) return next();
    res.setHeader('x-content-type-options', 'nosniff');
    res.setHeader('referrer-policy', 'same-origin');
    if (answer) return answer(res);
    return refuseRequest(res, 'not_found');
  };
};
