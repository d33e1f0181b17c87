import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { listen } from './listen.ts';

/** A port that leads to another one, and may be led elsewhere while it is in use: what a failover looks like to a client. */
export type SwitchableLine = AsyncDisposable & {
  readonly port: number;
  /** Ends every connection and leads new ones there; `null`: nowhere. */
  lead(port: number | null): void;
};

export const openSwitchableLine = async (first: number): Promise<SwitchableLine> => {
  const open = new Set<Socket>();
  let target: number | null = first;
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    if (target === null) return void near.destroy();
    const far = connect(target, '127.0.0.1');
    keep(far);
    near.pipe(far).once('close', () => near.destroy());
    far.pipe(near).once('close', () => far.destroy());
  });
  const port = await listen(server);

  const lead = (port: number | null): void => {
    target = port;
    for (const socket of open) socket.destroy();
  };
  return {
    port,
    lead,
    async [Symbol.asyncDispose]() {
      lead(null);
      server.close();
      await once(server, 'close');
    },
  };
};
