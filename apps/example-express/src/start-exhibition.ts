import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createDuetClient } from '@duet/sdk';
import { createDuet } from '@duet/server';
import { webRoot } from '@duet/web';
import express from 'express';
import { Server } from 'socket.io';
import { identityWith, signToken } from './duet-tokens.ts';
import { accounts } from './exhibition.ts';
import { createLogins } from './logins.ts';
import { exhibitionPage, loginPage } from './page.ts';

const publicFolder = fileURLToPath(new URL('../public', import.meta.url));

/** Where Duet's page wants people back, and never another site. */
const ownPath = (next: unknown): string => (typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/');

export type Exhibition = { readonly url: string; stop(): Promise<void> };

/** `secret`: of 32 bytes or more; it signs the tokens. `port` 0: any free one. */
export const startExhibition = async (options: {
  databaseUrl: string;
  secret: string;
  port: number;
  host: string;
}): Promise<Exhibition> => {
  const identity = identityWith(options.secret);
  const duet = await createDuet({
    databaseUrl: options.databaseUrl,
    basePath: '/messages',
    // People come with the exhibition's login, and with nothing else.
    identity,
    localAccounts: false,
    spa: { root: webRoot, meta: { 'token-url': '/duet-token', 'sign-in-url': '/login?next={next}' } },
  });
  const logins = createLogins();
  const app = express();
  app.use('/messages', (req, res, next) => duet.handler(req, res, next));
  app.use(express.static(publicFolder), express.urlencoded({ extended: false }));

  app.get('/', (req, res) => void res.send(exhibitionPage(logins.of(req)?.account ?? null)));
  app.get('/login', (req, res) => void res.send(loginPage(ownPath(req.query['next']))));
  app.post(
    '/login',
    (req: express.Request<object, string, { username?: unknown; next?: unknown } | undefined>, res) => {
      const username = req.body?.username;
      const next = ownPath(req.body?.next);
      if (typeof username === 'string' && logins.enter(username, res)) res.redirect(next);
      else res.status(400).send(loginPage(next));
    },
  );

  // Duet's page asks here who is logged in. 401 sends people to the login.
  app.get('/duet-token', async (req, res) => {
    const login = logins.of(req);
    if (!login) return void res.sendStatus(401);
    const token = await signToken(identity, login.account);
    login.tokens.add(token);
    res.set('cache-control', 'no-store').json({ token });
  });

  const server = createServer(app);
  duet.attach(server);

  // The exhibition's own sockets, on the same port. Without `destroyUpgrade` they would end Duet's after a second.
  const visitors = new Server(server, { destroyUpgrade: false });
  const count = (): boolean => visitors.emit('visitors', visitors.sockets.sockets.size);
  visitors.on('connection', (socket) => {
    count();
    socket.on('disconnect', count);
  });

  server.listen(options.port, options.host);
  await once(server, 'listening');
  const address = server.address();
  const url = `http://${options.host}:${typeof address === 'object' && address !== null ? address.port : options.port}`;
  const duetAs = (token: string) => createDuetClient({ url: `${url}/messages`, token });

  // Leaving the exhibition ends the chat in every tab, at once: the tokens of this login count no more.
  app.post('/logout', async (req, res) => {
    const login = logins.leave(req, res);
    await Promise.all([...(login?.tokens ?? [])].map((token) => duetAs(token).signOut()));
    res.redirect('/');
  });

  // Duet knows whom it has seen once. Artists can be written to before they ever look at their messages.
  for (const account of accounts) await duetAs(await signToken(identity, account)).trpc.session.me.query();

  return {
    url,
    async stop() {
      // Closes the HTTP server as well.
      await Promise.all([visitors.close(), duet.close()]);
    },
  };
};
