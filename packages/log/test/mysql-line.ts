import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** A line to a MySQL server that can be lost at the one moment which matters: a commit is on its way. */
export interface MysqlLine extends AsyncDisposable {
  readonly port: number;
  /** The next commit reaches the server; its answer does not come back. */
  loseNextAnswer(): void;
  /** The next commit stays in the line, and its client's end is lost. The server waits, its transaction open. */
  holdNextCommit(): void;
  /** Gives the server the commit that is held. */
  deliver(): void;
  /** Loses the commit that is held, with its line. */
  drop(): void;
}

/** A command of the protocol comes in one piece: four bytes of header, its kind, its text. */
const isCommit = (piece: Buffer): boolean => piece.length < 32 && piece.includes('commit');

export const openMysqlLine = async (serverPort: number): Promise<MysqlLine> => {
  let next: 'pass' | 'lose' | 'hold' = 'pass';
  let held: { server: Socket; commit: Buffer } | null = null;
  const sockets = new Set<Socket>();

  const proxy = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.on('data', (piece: Buffer) => {
      const fate = isCommit(piece) ? next : 'pass';
      if (fate !== 'pass') next = 'pass';
      if (fate === 'lose') server.removeAllListeners('data').once('data', () => client.destroy());
      if (fate === 'hold') {
        held = { server, commit: piece };
        client.destroy();
      } else server.write(piece);
    });
    client.on('close', () => {
      if (held?.server !== server) server.end();
    });
    server.on('data', (piece: Buffer) => client.write(piece));
    server.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const end = (said: Buffer | null): void => {
    if (said !== null) held?.server.write(said);
    held?.server.end();
    held = null;
  };
  return {
    port: address.port,
    loseNextAnswer: () => {
      next = 'lose';
    },
    holdNextCommit: () => {
      next = 'hold';
    },
    deliver: () => end(held?.commit ?? null),
    drop: () => end(null),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, 'close');
    },
  };
};
