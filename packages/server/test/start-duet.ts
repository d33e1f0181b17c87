import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Server as NetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createDuet } from '../src/index.ts';
import type { Duet, DuetOptions } from '../src/index.ts';

export type RunningDuet = AsyncDisposable & {
  readonly duet: Duet;
  readonly server: Server;
  /** `http://127.0.0.1:1234` and the base path. */
  readonly url: string;
  /** The same for sockets: `ws://127.0.0.1:1234/trpc`. */
  readonly socketUrl: string;
};

export const listen = async (server: NetServer): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

export const closeServer = async (server: Server): Promise<void> => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
};

/** A real one on a port of its own, in memory unless a database is named. Rate limits are off unless asked for. */
export const startDuet = async (options: Partial<DuetOptions> = {}): Promise<RunningDuet> => {
  const duet = await createDuet({
    databaseUrl: ':memory:',
    rateLimits: false,
    logger: pino({ level: 'silent' }),
    ...options,
  });
  const server = createServer((req, res) => duet.handler(req, res));
  duet.attach(server);
  const port = await listen(server);
  const base = `127.0.0.1:${port}${options.basePath ?? ''}`;
  return {
    duet,
    server,
    url: `http://${base}`,
    socketUrl: `ws://${base}/trpc`,
    async [Symbol.asyncDispose]() {
      await duet.close();
      await closeServer(server);
    },
  };
};

/** Where a Duet keeps what it has to find again. */
export type Place = Pick<DuetOptions, 'databaseUrl' | 'redisUrl'>;

/** What the suites run on. */
export type Backing = {
  /** On a place of its own unless one is named. */
  start(options?: Partial<DuetOptions>): Promise<RunningDuet>;
  newPlace(): Promise<AsyncDisposable & { readonly options: Place }>;
};

/** A database file in a folder that goes away. */
export const temporaryDatabase = async (): Promise<AsyncDisposable & { url: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'duet-server-'));
  return {
    url: `file:${join(folder, 'duet.db')}`,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};
