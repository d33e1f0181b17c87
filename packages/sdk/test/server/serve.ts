import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { appRouter } from '@duet/api';
import type { Context } from '@duet/api';
import { limits } from '@duet/protocol';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

const cookieOf = (request: IncomingMessage): string | null =>
  /duet_session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? null;

export type TestServer = {
  readonly url: string;
  readonly port: number;
  readonly world: World;
  /** Open sockets now, and all that there ever were. */
  sockets(): { open: number; total: number };
  /** Without a close code: cut. `whose`: only those that came with such a token. */
  closeSockets(code?: number, whose?: (token: string | null) => boolean): void;
  /** Handshakes are refused. */
  refuseSockets(refuse: boolean): void;
  /** The next frames that hold what `change` changes go out changed. */
  sendRaw(change: (frame: string) => string, times: number): void;
  /** What comes to `/trpc` by HTTP is answered with this status and nothing else, until it is `null`. */
  failHttp(status: number | null): void;
  [Symbol.asyncDispose](): Promise<void>;
};

/** The shared router on real HTTP and real sockets, over services in memory. */
export const serve = async (world: World = createWorld()): Promise<TestServer> => {
  const context = (token: string | null, cookies: Context['cookies']): Context => ({
    services: world.services,
    peer: { address: '127.0.0.1' },
    session: () => world.session(token),
    cookies,
    isAway: () => false,
    report: (cause) => String(cause),
  });
  let failing: number | null = null;
  let total = 0;
  const tokens = new Map<WebSocket, string | null>();
  let refusing = false;
  let raw: { change: (frame: string) => string; times: number } | null = null;

  class Socket extends WebSocket {
    override send(...args: unknown[]): void {
      const [frame] = args;
      if (raw && raw.times > 0 && typeof frame === 'string') {
        const changed = raw.change(frame);
        if (changed !== frame) {
          raw.times -= 1;
          args[0] = changed;
        }
      }
      Reflect.apply(super.send, this, args);
    }
  }
  const handle = createHTTPHandler({
    router: appRouter,
    basePath: '/trpc/',
    maxBodySize: limits.frameBytes,
    createContext: ({ req, res }) =>
      context(req.headers.authorization?.slice('Bearer '.length) ?? cookieOf(req), {
        setSession: (token) => void res.appendHeader('set-cookie', `duet_session=${token}; HttpOnly`),
        clearSession: () => void res.appendHeader('set-cookie', 'duet_session=; Max-Age=0'),
      }),
  });
  const http = createServer((request, response) => {
    if (failing === null) handle(request, response);
    else response.writeHead(failing).end();
  });
  const wss = new WebSocketServer({
    server: http,
    path: '/trpc',
    maxPayload: limits.frameBytes,
    WebSocket: Socket,
    verifyClient: () => !refusing,
  });
  wss.on('connection', () => (total += 1));
  applyWSSHandler({
    wss,
    router: appRouter,
    createContext({ req, res, info }) {
      const token = info.connectionParams?.['token'] ?? cookieOf(req);
      tokens.set(res, token);
      return context(token, null);
    },
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('not on a port');
  const { port } = address;

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    world,
    sockets: () => ({ open: wss.clients.size, total }),
    closeSockets(code, whose = () => true) {
      for (const socket of wss.clients) {
        if (!whose(tokens.get(socket) ?? null)) continue;
        if (code === undefined) socket.terminate();
        else socket.close(code);
      }
    },
    refuseSockets(refuse) {
      refusing = refuse;
    },
    sendRaw(change, times) {
      raw = { change, times };
    },
    failHttp(status) {
      failing = status;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of wss.clients) socket.terminate();
      http.closeAllConnections();
      wss.close();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
};
