import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duet } from '../options.ts';
import { refuseRequest } from './refusals.ts';
import type { Spa } from './spa.ts';
import type { TrpcHandler } from './trpc-handler.ts';

/** The path as the browser sees it: Express and its kin strip theirs from `url` and keep the whole in `originalUrl`. */
const fullPath = (req: IncomingMessage): string => {
  const url = 'originalUrl' in req && typeof req.originalUrl === 'string' ? req.originalUrl : (req.url ?? '/');
  return url.split('?', 1)[0] ?? '/';
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
  isReady: () => Promise<boolean>;
  isClosing: () => boolean;
}): Duet['handler'] => {
  const { basePath, trpc, spa, isReady, isClosing } = options;

  const sayReady = async (res: ServerResponse): Promise<void> => {
    const ready = await isReady();
    json(res, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready' });
  };

  const elsewhere = (res: ServerResponse, next: ((error?: unknown) => void) | undefined): void => {
    if (next) next();
    else refuseRequest(res, 'not_found');
  };

  return (req, res, next) => {
    const full = fullPath(req);
    if (full !== basePath && !full.startsWith(`${basePath}/`)) return elsewhere(res, next);
    const path = full.slice(basePath.length) || '/';
    const reads = req.method === 'GET' || req.method === 'HEAD';

    const isApi = path === '/trpc' || path.startsWith('/trpc/');
    const isHealth = reads && (path === '/healthz' || path === '/readyz');
    if (!isApi && !isHealth && !spa) return elsewhere(res, next);

    res.setHeader('x-content-type-options', 'nosniff');
    res.setHeader('referrer-policy', 'same-origin');
    if (path === '/healthz' && reads) return json(res, 200, { status: 'ok' });
    if (path === '/readyz' && reads) return void sayReady(res);
    if (isApi)
      return isClosing() ? refuseRequest(res, 'try_later', 1_000) : trpc(req, res, path.slice('/trpc/'.length));
    if (spa && reads) return spa(req, res, path);
    return refuseRequest(res, 'not_found');
  };
};
