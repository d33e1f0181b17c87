import { once } from 'node:events';
import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';

/** The address where it does not listen, in words for the person who started the process. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

const everywhere = ['0.0.0.0', '::'];

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program listens there. PORT=3001 chooses another one.',
  EACCES: 'Ports below 1024 are for the system. PORT=3000 chooses another one.',
  EADDRNOTAVAIL: 'This machine has no such address. HOST=127.0.0.1 is its own, HOST=0.0.0.0 all of them.',
  ENOTFOUND: 'There is no such name. HOST=127.0.0.1 is this machine, HOST=0.0.0.0 all of its addresses.',
};

/** Listens, and answers the URL for a browser on this machine. Throws `ListenError` when the address cannot be had. */
export const listen = async (server: Server, port: number, host: string): Promise<string> => {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = reasons[code];
    if (reason === undefined) throw error;
    throw new ListenError(`Cannot listen on ${host}, port ${port}. ${reason}`, { cause: error });
  }
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  const name = everywhere.includes(host) ? 'localhost' : isIPv6(host) ? `[${host}]` : host;
  return `http://${name}:${actual}`;
};
