import { Agent, createServer, STATUS_CODES } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Faults } from './faults.ts';
import { listen } from '../listen.ts';
import { relayRequest } from './relay-request.ts';
import { relaySocket } from './relay-socket.ts';
import type { Whose } from './whose.ts';

/** What stands between all clients and the server. */
export interface Line {
  readonly port: number;
  close(): Promise<void>;
}

/** `port`: the server's. */
export const openLine = async (options: { port: number; faults: Faults; whose: Whose }): Promise<Line> => {
  const { port, faults, whose } = options;
  const agent = new Agent({ keepAlive: true });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const connections = new Set<Duplex>();
  const server = createServer((req, res) => {
    relayRequest(req, res, { port, agent, faults, whose }).catch(() => res.destroy());
  });

  const upgrade = async (req: IncomingMessage, transport: Duplex, head: Buffer): Promise<void> => {
    const person = await whose.head(req.headers);
    if (faults.isCut(person)) return void transport.destroy();
    const { host, origin, cookie } = req.headers;
    const said = Object.entries({ host, origin, cookie }).filter(([, value]) => value !== undefined);
    const far = new WebSocket(`ws://127.0.0.1:${port}${req.url ?? '/'}`, {
      headers: Object.fromEntries(said),
      perMessageDeflate: false,
    });
    far.on('error', () => transport.destroy());
    transport.once('close', () => {
      if (far.readyState === WebSocket.CONNECTING) far.terminate();
    });
    far.on('unexpected-response', (_, { statusCode = 502 }) => {
      transport.end(
        `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
    });
    far.once('open', () =>
      sockets.handleUpgrade(req, transport, head, (near) =>
        relaySocket(near, far, { person, personOf: (token) => whose.token(token), faults }),
      ),
    );
  };

  server.on('connection', (connection: Duplex) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  server.on('upgrade', (req: IncomingMessage, transport: Duplex, head: Buffer) => {
    transport.on('error', () => transport.destroy());
    upgrade(req, transport, head).catch(() => transport.destroy());
  });

  return {
    port: await listen(server),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of connections) connection.destroy();
      await closed;
      agent.destroy();
    },
  };
};
