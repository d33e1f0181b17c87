import { createServer } from 'node:http';
import { createDuet } from '@duet/server';
import type { DuetOptions } from '@duet/server';
import { webRoot } from '@duet/web';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { listen } from './listen.ts';

const identity = {
  issuer: 'https://app.example.com',
  audience: 'duet',
  secret: 'a secret that only the host and Duet know',
};
const key = new TextEncoder().encode(identity.secret);

/** An app with a login of its own, which mounts Duet under a path. */
export type HostApp = AsyncDisposable & {
  readonly url: string;
  /** Where Duet is. */
  readonly duetUrl: string;
  /** Good for so many seconds. */
  tokenFor(name: string, seconds: number): Promise<string>;
};

/** Duet's page, built before, as this app wants it. */
export const hostPage = (): NonNullable<DuetOptions['spa']> => ({
  root: webRoot,
  meta: { 'token-url': '/api/duet-token', 'sign-in-url': '/login?back={next}' },
});

export const startHostApp = async (more: Pick<DuetOptions, 'spa'> = {}): Promise<HostApp> => {
  const duet = await createDuet({
    databaseUrl: ':memory:',
    basePath: '/messages',
    identity,
    localAccounts: false,
    rateLimits: false,
    logger: pino({ level: 'warn' }),
    ...more,
  });

  const tokenFor = (name: string, seconds: number): Promise<string> => {
    const claims = {
      sub: `user|${name}`,
      username: name,
      name: `${name} of the app`,
      exp: Date.now() / 1000 + seconds,
    };
    return new SignJWT({ ...claims, iss: identity.issuer, aud: identity.audience, jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(key);
  };

  const server = createServer((req, res) => {
    const who = /who=(\w+)/.exec(req.headers.cookie ?? '')?.[1];
    if (req.url?.startsWith('/login')) {
      res.setHeader('content-type', 'text/html').end('<h1>The app signs you in here</h1>');
    } else if (req.url === '/api/duet-token') {
      if (who === undefined) res.writeHead(401).end();
      else void tokenFor(who, 60).then((token) => res.end(JSON.stringify({ token })));
    } else duet.handler(req, res, () => res.writeHead(404).end());
  });
  duet.attach(server);
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    url,
    duetUrl: `${url}/messages`,
    tokenFor,
    async [Symbol.asyncDispose]() {
      await duet.close();
      server.closeAllConnections();
      server.close();
    },
  };
};
