import type { IncomingMessage } from 'node:http';
import type { ProxyTrust } from './proxy-trust.ts';
import { bringsCookie } from './session-cookie.ts';

/** Which pages may use this server with a person's cookie. */
export interface Origins {
  /** Comes from the own page or an allowed one. `false` when it does not say. */
  isAllowed(req: IncomingMessage): boolean;
  /** Comes from a page that is neither the own one nor allowed. `false` when it does not say. */
  isForeign(req: IncomingMessage): boolean;
  /** The Origin if it is on the list, and so wants CORS headers; else `null`. */
  listed(req: IncomingMessage): string | null;
  /**
   * A cookie from a page that is not ours. Browsers say Origin with every upgrade and POST; with a GET only when it
   * goes to another origin.
   */
  mustRefuse(req: IncomingMessage): boolean;
}

const originOf = (entry: string): string => {
  const origin = URL.canParse(entry) ? new URL(entry).origin : 'null';
  // Sandboxed frames of every page say `null`, which is also what URLs of other schemes come to.
  if (origin === 'null') throw new Error(`allowedOrigins: "${entry}" must look like "https://app.example.com"`);
  return origin;
};

export const createOrigins = (trust: ProxyTrust, allowedOrigins: readonly string[]): Origins => {
  const allowed = new Set(allowedOrigins.map(originOf));

  const isAllowed = (req: IncomingMessage): boolean => {
    const { origin } = req.headers;
    return origin !== undefined && (allowed.has(origin) || origin === trust.ownOrigin(req));
  };
  const isForeign = (req: IncomingMessage): boolean => req.headers.origin !== undefined && !isAllowed(req);

  return {
    isAllowed,
    isForeign,
    listed: ({ headers: { origin } }) => (origin !== undefined && allowed.has(origin) ? origin : null),
    mustRefuse(req) {
      if (!bringsCookie(req)) return false;
      const onlyReads = (req.method === 'GET' || req.method === 'HEAD') && req.headers.upgrade === undefined;
      return onlyReads ? isForeign(req) : !isAllowed(req);
    },
  };
};
