import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AnyTRPCRouter } from '@trpc/server';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import type { WSSHandlerOptions } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { closeServer, listen } from '../start-duet.ts';

type Options = Omit<WSSHandlerOptions<AnyTRPCRouter>, 'wss'>;

/** tRPC's own socket server, bare, to see how it behaves by itself. */
export const bareSocketServer = async (options: Options) => {
  const server = createServer();
  const wss = new WebSocketServer({ server, maxPayload: 64 * 1024 });
  applyWSSHandler({ ...options, wss });
  const port = await listen(server);
  return {
    url: `ws://127.0.0.1:${port}`,
    wss,
    /** Cuts every line, as a network does. */
    cut: async () => {
      const closing = [...wss.clients].map((socket) => once(socket, 'close'));
      for (const socket of wss.clients) socket.terminate();
      await Promise.all(closing);
    },
    async [Symbol.asyncDispose]() {
      for (const socket of wss.clients) socket.terminate();
      await closeServer(server);
    },
  };
};
