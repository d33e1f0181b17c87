import { once } from 'node:events';
import type { Server } from 'node:net';

/** On a free port of this machine alone. Resolves with the port. */
export const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not on a port');
  return address.port;
};
