import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { listen } from './start-duet.ts';

/** A line to a server on this machine that can be cut and mended, while others go on talking to the server. */
export type CutLine = AsyncDisposable & {
  readonly port: number;
  cut(): void;
  mend(): void;
};

export const openCutLine = async (serverPort: number): Promise<CutLine> => {
  let isCut = false;
  const sockets = new Set<Socket>();
  const relay = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const server = connect(serverPort, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.pipe(server).pipe(client);
  });
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: await listen(relay),
    cut,
    mend: () => {
      isCut = false;
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise<void>((resolve) => relay.close(() => resolve()));
    },
  };
};
