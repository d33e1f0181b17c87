import type { Peer, Services, Session } from './services.ts';

/** What HTTP can do and a socket cannot. Both do nothing once the headers are gone. */
export interface CookieJar {
  setSession(token: string, expiresAt: number): void;
  clearSession(): void;
}

/** What a procedure knows about its call. No database, no socket, no request: its types travel into the SDK. */
export type Context = {
  readonly services: Services;
  readonly peer: Peer;
  /** Asked at every call: a socket outlives the session it was opened with. */
  session(): Session | null;
  /** `null` on a socket. */
  readonly cookies: CookieJar | null;
  /** Whether something failed only because what it needs is away: it may be asked again later. */
  isAway(cause: unknown): boolean;
  /** Logs the cause and gives the id under which people may ask for it. */
  report(cause: unknown, path: string | undefined): string;
};
