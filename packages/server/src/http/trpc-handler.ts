import type { IncomingMessage, ServerResponse } from 'node:http';
import { appRouter, Refusal, refuse } from '@duet/api';
import type { Context, Services } from '@duet/api';
import { limits as inputLimits } from '@duet/protocol';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import type { ErrorReporter } from '../error-reporter.ts';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import { isAdminPath } from './admin-handler.ts';
import type { AdminHandler } from './admin-handler.ts';
import type { Origins } from './origins.ts';
import type { ProxyTrust } from './proxy-trust.ts';
import { refuseRequest } from './refusals.ts';
import { createCookieJar, sealedCookieJar, sessionCookieOf } from './session-cookie.ts';
import { cutUnread } from './unread-answers.ts';
import { forgetUnreadBody } from './unread-body.ts';

/** The router over HTTP. */
export interface TrpcHandler {
  /** `path` is the part behind `/trpc/`, as it came. */
  handle(req: IncomingMessage, res: ServerResponse, path: string): void;
  /**
   * Resolves when everything that it took is answered, or nobody waits for the answer any more. What did not come whole
   * until now was not taken; who does not read an answer is cut after `most` milliseconds.
   */
  settled(most: number): Promise<void>;
}

// A host's token has dots, and what a host puts into it; node takes no more than 16 KiB of headers.
const bearer = /^Bearer ([\w.-]+)$/i;

/** `null` when it cannot be decoded, which tRPC would take for a fault of ours. */
const decoded = (path: string): string | null => {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
};

/** Whether a `Request` can be made of it: when not, tRPC would take that for a fault of ours too. */
const isRequest = ({ method, url = '', headers: { host = 'localhost' } }: IncomingMessage): boolean => {
  const address = URL.parse(url, `http://${host}`);
  return address !== null && address.username === '' && address.password === '' && method !== 'TRACE';
};

// Over HTTP tRPC would answer 200 and a stream that says that streams are off, and browsers would ask again and again.
const onlyOnSockets = new Set(Object.keys(appRouter.live).map((name) => `live.${name}`));

export const createTrpcHandler = (options: {
  admin: AdminHandler;
  services: Services;
  book: SessionBook;
  origins: Origins;
  trust: ProxyTrust;
  limits: RateLimits;
  cookiePath: string;
  now: () => number;
  isAway: Context['isAway'];
  /** An answer of which nobody takes anything for so long is given up, in ms. */
  unread: number;
  metrics: Pick<Metrics, 'refused'>;
  report: ErrorReporter;
}): TrpcHandler => {
  const { admin, services, book, origins, trust, limits, cookiePath, now, isAway, unread, metrics, report } = options;

  const sessionOf = async (req: IncomingMessage, res: ServerResponse): Promise<Context['session']> => {
    const token = bearer.exec(req.headers.authorization ?? '')?.[1] ?? sessionCookieOf(req);
    if (!token) return () => null;
    try {
      const held = await book.open(token);
      if (!held) return () => null;
      if (res.closed) held.release();
      else res.once('close', () => held.release());
      return () => held.current();
    } catch (cause) {
      report(cause, 'session');
      return () => refuse('try_later', { retryAfterMs: 1_000 });
    }
  };

  const contextOf = async (req: IncomingMessage, res: ServerResponse): Promise<Context> => ({
    services,
    peer: { address: trust.addressOf(req) },
    session: await sessionOf(req, res),
    cookies: origins.isForeign(req)
      ? sealedCookieJar
      : createCookieJar(res, { path: cookiePath, secure: trust.isSecure(req), now }),
    isAway,
    report,
  });

  /** Pages of allowed origins read the answers. Whether this was all that the request wanted. */
  const cors = (req: IncomingMessage, res: ServerResponse): boolean => {
    const origin = origins.listed(req);
    if (origin !== null) {
      res.setHeader('access-control-allow-origin', origin);
      res.setHeader('access-control-allow-credentials', 'true');
    }
    if (req.method !== 'OPTIONS') return false;
    if (origin !== null) {
      res.setHeader('access-control-allow-methods', 'GET, POST');
      res.setHeader('access-control-allow-headers', 'authorization, content-type, trpc-accept');
      res.setHeader('access-control-max-age', '600');
    }
    res.writeHead(204, { vary: 'origin' });
    res.end();
    return true;
  };

  const answer = async (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> => {
    const wait = await limits.wait('request', trust.addressOf(req));
    if (wait !== null) return refuseRequest(res, 'rate_limited', wait);
    const name = decoded(path);
    if (name === null) return refuseRequest(res, 'not_found');
    forgetUnreadBody(req);
    if (isRequest(req) && isAdminPath(name)) return admin(req, res, path);
    if (onlyOnSockets.has(name) || !isRequest(req)) return refuseRequest(res, 'invalid');
    await nodeHTTPRequestHandler({
      req,
      res,
      path,
      router: appRouter,
      onError({ error }) {
        if (error instanceof Refusal) metrics.refused(error.reason);
      },
      maxBatchSize: inputLimits.batch,
      maxBodySize: inputLimits.frameBytes,
      createContext: () => contextOf(req, res),
      // tRPC writes its own Vary over ours.
      responseMeta: () => ({ headers: new Headers({ vary: 'origin' }) }),
    });
  };

  const open = new Map<ServerResponse, Promise<void>>();
  const stopCutting = cutUnread(open, unread);

  return {
    handle(req, res, path) {
      const closed = new Promise<void>((resolve) => res.once('close', resolve)).finally(() => open.delete(res));
      open.set(res, closed);
      res.setHeader('cache-control', 'no-store');
      if (cors(req, res)) return;
      if (origins.mustRefuse(req)) refuseRequest(res, 'foreign_origin');
      else void answer(req, res, path);
    },
    async settled(most) {
      for (const res of open.keys()) if (!res.req.complete) res.destroy();
      const cut = setTimeout(() => {
        for (const res of open.keys()) res.destroy();
      }, most);
      await Promise.all(open.values());
      clearTimeout(cut);
      stopCutting();
    },
  };
};
