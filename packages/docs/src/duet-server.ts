import { createServer } from 'node:http';
import { once } from 'node:events';
import { createDuet } from '@duet/server';
import type { DuetOptions } from '@duet/server';
import { pino } from 'pino';

/** The server that a page speaks of as http://127.0.0.1:3000. */
export const startDuet = async (options: Partial<DuetOptions> = {}): Promise<AsyncDisposable & { url: string }> => {
  const logger = pino({ level: 'silent' });
  const duet = await createDuet({ databaseUrl: ':memory:', rateLimits: false, logger, ...options });
  const server = createServer(duet.handler);
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
