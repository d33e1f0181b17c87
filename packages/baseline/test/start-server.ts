import { createServer } from 'node:http';
import { once } from 'node:events';
import { createDuet } from '@duet/server';
import { pino } from 'pino';

/** Today’s server. */
export const startServer = async (): Promise<AsyncDisposable & { url: string }> => {
  const logger = pino({ level: 'silent' });
  const duet = await createDuet({ databaseUrl: ':memory:', rateLimits: false, logger });
  const server = createServer((req, res) => duet.handler(req, res));
  duet.attach(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: async () => {
      await duet.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  };
};
