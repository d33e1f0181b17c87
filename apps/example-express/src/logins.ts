import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { accounts } from './exhibition.ts';
import type { Artist } from './exhibition.ts';

export type Login = {
  readonly account: Artist;
  /** The tokens for Duet that this login got: they end with it. */
  readonly tokens: Set<string>;
};

/** The exhibition's own login, as your app has one: a cookie that names a session in memory. */
export interface Logins {
  /** `null`: nobody is logged in in this browser. */
  of(req: Request): Login | null;
  /** Whether there is such an account. A real app asks for a password here. */
  enter(username: string, res: Response): boolean;
  /** What the login was, if there was one. */
  leave(req: Request, res: Response): Login | null;
}

const cookie = 'exhibition';
const attributes = { httpOnly: true, sameSite: 'lax', path: '/' } as const;

const idOf = (req: Request): string => /(?:^|; )exhibition=([\w-]+)/.exec(req.headers.cookie ?? '')?.[1] ?? '';

export const createLogins = (): Logins => {
  const byId = new Map<string, Login>();
  return {
    of: (req) => byId.get(idOf(req)) ?? null,
    enter(username, res) {
      const account = accounts.find((one) => one.username === username);
      if (!account) return false;
      const id = randomUUID();
      byId.set(id, { account, tokens: new Set() });
      res.cookie(cookie, id, attributes);
      return true;
    },
    leave(req, res) {
      const id = idOf(req);
      const login = byId.get(id) ?? null;
      byId.delete(id);
      res.clearCookie(cookie, attributes);
      return login;
    },
  };
};
