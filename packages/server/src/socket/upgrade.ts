import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { ErrorReporter } from '../error-reporter.ts';
import type { Origins } from '../http/origins.ts';
import type { ProxyTrust } from '../http/proxy-trust.ts';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { SocketServer } from './socket-server.ts';
import { createSocketCounts } from './socket-counts.ts';

// A school or an office behind one address.
const socketsPerAddress = 2_000;

/** The handshake: path, Origin and limits, before a socket costs anything. */
export interface Upgrades {
  attach(server: Server): void;
  /** Leaves all servers. */
  detach(): void;
}

const statusText = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests' } as const;

const turnAway = (transport: Duplex, status: keyof typeof statusText, headers = ''): void => {
  const answer = `HTTP/1.1 ${status} ${statusText[status]}\r\nConnection: close\r\nContent-Length: 0\r\n${headers}\r\n`;
  transport.end(answer, () => transport.destroy());
};

/** Whoever has taken a line over reads it, also when it has answered before this server's other listeners were asked. */
const isTaken = (transport: Duplex): boolean =>
  transport.listenerCount('data') + transport.listenerCount('readable') > 0 || transport.writableEnded;

/**
 * For another listener of the server; what none of them has taken within `wait` ms gets a 404. Two Duets on one server
 * left each other's strangers open for good, and node counts no time against an upgrade.
 */
const leaveToOthers = (transport: Duplex, wait: number): void => {
  const timer = setTimeout(() => {
    if (transport.destroyed || isTaken(transport)) return;
    transport.on('error', () => transport.destroy());
    turnAway(transport, 404);
  }, wait);
  timer.unref();
  transport.once('close', () => clearTimeout(timer));
};

/** Whether path and Host make an address: tRPC reads the query string from it, and throws where there is none. */
const hasAddress = ({ url = '', headers: { host = '' } }: IncomingMessage): boolean =>
  URL.canParse(url, `http://${host}`);

export const createUpgrades = (options: {
  /** The one path that is ours. */
  path: string;
  sockets: SocketServer;
  origins: Origins;
  trust: ProxyTrust;
  limits: RateLimits;
  limited: boolean;
  /** How long another listener may take to answer what is not ours, in ms. */
  handshake: number;
  report: ErrorReporter;
  logger: Logger;
}): Upgrades => {
  const { path, sockets, origins, trust, limits, limited, handshake, report, logger } = options;
  const perAddress = createSocketCounts(limited ? socketsPerAddress : Infinity);
  const servers = new Map<Server, (req: IncomingMessage, transport: Duplex, head: Buffer) => void>();

  const shake = async (req: IncomingMessage, transport: Duplex, head: Buffer): Promise<void> => {
    const address = trust.addressOf(req);
    const wait = await limits.wait('handshake', address);
    // Gone meanwhile: its close would come too late to be counted off.
    if (transport.destroyed) return;
    if (wait !== null) return turnAway(transport, 429, `Retry-After: ${Math.ceil(wait / 1000)}\r\n`);
    const leave = perAddress.enter(address);
    if (!leave) return turnAway(transport, 429);
    sockets.accept(req, transport, head, leave);
  };

  return {
    attach(server) {
      const onUpgrade = (req: IncomingMessage, transport: Duplex, head: Buffer): void => {
        const ours = req.url?.split('?', 1)[0] === path;
        // Another library's sockets may live on this server. Without one, nobody else would answer.
        if (!ours && server.listenerCount('upgrade') > 1) return leaveToOthers(transport, handshake);
        transport.on('error', () => transport.destroy());
        if (!ours) return turnAway(transport, 404);
        if (!hasAddress(req)) return turnAway(transport, 400);
        if (origins.mustRefuse(req)) {
          logger.info('an upgrade with a cookie came from a foreign origin');
          return turnAway(transport, 403);
        }
        shake(req, transport, head).catch((cause: unknown) => {
          report(cause, 'upgrade');
          transport.destroy();
        });
      };
      servers.set(server, onUpgrade);
      server.on('upgrade', onUpgrade);
    },
    detach() {
      for (const [server, listener] of servers) server.off('upgrade', listener);
      servers.clear();
    },
  };
};
