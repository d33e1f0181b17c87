import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createDuet } from '@duet/server';
import type { DuetOptions } from '@duet/server';
import { listen } from './listen.ts';

export type Serving = {
  /** For a browser on this machine. */
  readonly url: string;
  /** Lets answers and commits that are under way finish, within a bound. */
  stop(): Promise<void>;
};

/** Clients that know HTTP/2 offer it with every request (Java's, `curl --http2`): it is answered as if they had not. */
const shouldUpgradeCallback = ({ headers: { upgrade = '' } }: IncomingMessage): boolean =>
  /\bwebsocket\b/i.test(upgrade);

/** Duet alone on one port. Throws what has words for people when database or address cannot be had. */
export const serve = async (options: DuetOptions, { port, host }: { port: number; host: string }): Promise<Serving> => {
  const duet = await createDuet(options);
  const server = createServer({ shouldUpgradeCallback }, (request, response) => duet.handler(request, response));
  duet.attach(server);
  try {
    const url = await listen(server, port, host);
    const stop = async (): Promise<void> => {
      server.close();
      await duet.close();
      server.closeAllConnections();
    };
    return { url, stop };
  } catch (error) {
    await duet.close();
    throw error;
  }
};
