import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { appRouter, Refusal, refuse } from '@duet/api';
import type { Context, Services } from '@duet/api';
import { closeCodes, limits as inputLimits } from '@duet/protocol';
import type { CloseReason } from '@duet/protocol';
import { getWSConnectionHandler } from '@trpc/server/adapters/ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { ErrorReporter } from '../error-reporter.ts';
import type { ProxyTrust } from '../http/proxy-trust.ts';
import { sessionCookieOf } from '../http/session-cookie.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Timings } from '../options.ts';
import type { HeldSession, SessionBook } from '../sessions/session-book.ts';
import { createCallGuard } from './call-guard.ts';
import { limitFrameRate } from './frame-rate.ts';
import { GuardedSocket } from './guarded-socket.ts';
import { startKeepAlive } from './keep-alive.ts';
import { createSocketCounts } from './socket-counts.ts';

// Every tab and device has one; a hundred programs of one user are a mistake of theirs.
const socketsPerUser = 100;

const end = (socket: GuardedSocket, reason: CloseReason): void => socket.close(closeCodes[reason].code, reason);

/** After this turn: what is being answered, the sign-out itself for one, still gets through. */
const endSoon = (socket: GuardedSocket, reason: CloseReason): void => void setImmediate(() => end(socket, reason));

/** Everything behind the handshake: the sockets, whose they are, and why they end. */
export interface SocketServer {
  /** Completes the handshake and serves the router. Who may come this far was decided before. */
  accept(req: IncomingMessage, transport: Duplex, head: Buffer, onClose: () => void): void;
  /** Closes all, and resolves when they are gone. */
  close(): Promise<void>;
}

export const startSocketServer = (options: {
  services: Services;
  book: SessionBook;
  trust: ProxyTrust;
  limited: boolean;
  timings: Timings;
  isAway: Context['isAway'];
  metrics: Pick<Metrics, 'connected' | 'disconnected' | 'refused'>;
  report: ErrorReporter;
  logger: Logger;
}): SocketServer => {
  const { services, book, trust, limited, timings, isAway, metrics, report, logger } = options;
  const handshake = {
    noServer: true,
    WebSocket: GuardedSocket,
    maxPayload: inputLimits.frameBytes,
    perMessageDeflate: false,
    // Not in ws' types yet.
    closeTimeout: timings.closeWait,
  };
  const sockets = new WebSocketServer<typeof GuardedSocket>(handshake);
  const keepAlive = startKeepAlive(timings);
  const perUser = createSocketCounts(limited ? socketsPerUser : Infinity);

  /** Binds socket and session: neither outlives what the other says. */
  const hold = (socket: GuardedSocket, held: HeldSession): void => {
    const leave = perUser.enter(held.session.userId);
    if (!leave) endSoon(socket, 'too_many');
    const forget = held.onEnd((reason) => endSoon(socket, reason));
    const release = (): void => {
      leave?.();
      forget();
      held.release();
    };
    if (socket.readyState === GuardedSocket.CLOSED) release();
    else socket.once('close', release);
  };

  const sessionOf = async (socket: GuardedSocket, token: string | null | undefined): Promise<Context['session']> => {
    if (!token) return () => null;
    try {
      const held = await book.open(token);
      if (!held) return () => null;
      hold(socket, held);
      return () => held.current();
    } catch (cause) {
      // A context that throws makes clients reconnect without a delay. This one says later to each call, and ends.
      report(cause, 'session');
      endSoon(socket, 'going_away');
      return () => refuse('try_later', { retryAfterMs: 1_000 });
    }
  };

  const serve = (socket: GuardedSocket, req: IncomingMessage): void => {
    // Without it, a socket that announces connection params and sends none is held for ever.
    const deadline = setTimeout(() => socket.terminate(), timings.handshake);
    socket.once('close', () => clearTimeout(deadline));
    metrics.connected();
    socket.once('close', () => metrics.disconnected());
    keepAlive.watch(socket);
    if (limited) limitFrameRate(socket);
    const peer = { address: trust.addressOf(req) };

    getWSConnectionHandler({
      wss: sockets,
      router: appRouter,
      onError({ error }) {
        if (error instanceof Refusal) metrics.refused(error.reason);
      },
      experimental_encoder: createCallGuard(
        (text) => socket.send(text),
        (text) => socket.emit('message', Buffer.from(text), false),
      ),
      async createContext({ info }) {
        clearTimeout(deadline);
        const session = await sessionOf(socket, info.connectionParams?.['token'] ?? sessionCookieOf(req));
        return { services, peer, session, cookies: null, isAway, report };
      },
    })(socket, req);
  };

  return {
    accept(req, transport, head, onClose) {
      transport.once('close', onClose);
      sockets.handleUpgrade(req, transport, head, (socket) => {
        socket.guard(transport, () => logger.info('a slow reader was cut'));
        serve(socket, req);
      });
    },

    async close() {
      keepAlive.stop();
      const gone = new Promise<void>((resolve) => sockets.close(() => resolve()));
      for (const socket of sockets.clients) end(socket, 'going_away');
      await gone;
    },
  };
};
