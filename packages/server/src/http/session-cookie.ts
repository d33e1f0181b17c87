import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CookieJar } from '@duet/api';

const name = 'duet_session';
// Ours have 43 characters. Whatever else somebody puts there is not looked up.
const token = /(?:^|;)\s*duet_session=([\w-]{1,100})(?=\s*(?:;|$))/;

export const sessionCookieOf = (req: IncomingMessage): string | null =>
  token.exec(req.headers.cookie ?? '')?.[1] ?? null;

/** Whether it brings the cookie at all, be it a valid one or not. */
export const bringsCookie = (req: IncomingMessage): boolean =>
  (req.headers.cookie ?? '').split(';').some((pair) => pair.trimStart().startsWith(`${name}=`));

export const createCookieJar = (
  res: ServerResponse,
  { path, secure, now }: { path: string; secure: boolean; now: () => number },
): CookieJar => {
  const write = (value: string, maxAge: number): void => {
    if (res.headersSent) return;
    const attributes = [`${name}=${value}`, `Path=${path}`, `Max-Age=${maxAge}`, 'HttpOnly', 'SameSite=Lax'];
    res.appendHeader('set-cookie', [...attributes, ...(secure ? ['Secure'] : [])].join('; '));
  };
  return {
    setSession: (value, expiresAt) => write(value, Math.max(0, Math.ceil((expiresAt - now()) / 1000))),
    clearSession: () => write('', 0),
  };
};

/** For a page that is not ours: it may ask, but it plants nobody's session in this browser. */
export const sealedCookieJar: CookieJar = { setSession: () => {}, clearSession: () => {} };
