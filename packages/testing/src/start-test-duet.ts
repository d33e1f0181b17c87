import { createServer } from 'node:http';
import { createDuet } from '@duet/server';
import type { DuetOptions } from '@duet/server';
import { pino } from 'pino';
import { createFaults } from './line/faults.ts';
import { openLine } from './line/open-line.ts';
import { createWhose } from './line/whose.ts';
import { listen } from './listen.ts';
import { createTestClock } from './test-clock.ts';
import type { TestDuet } from './test-duet.ts';
import { createTestPerson } from './test-person.ts';
import type { TestPerson } from './test-person.ts';

/**
 * What your server says as well. Unless you say otherwise `rateLimits` are off, the log is silent, and of the `timings`
 * two are short: `sessionSweep`, so that the clock's move is felt at once, and `presenceGrace`, by real time, after which
 * someone whose client closed counts as away.
 */
export type TestDuetOptions = Omit<DuetOptions, 'databaseUrl' | 'redisUrl' | 'now' | 'onFenced'>;

/** In milliseconds. A reconnect of the kit's clients takes less than the grace. */
const timings = { sessionSweep: 20, presenceGrace: 250 };

/** Starts one on a port of its own, with a database in memory. Any number of them may run at once. */
export const startTestDuet = async (options: TestDuetOptions = {}): Promise<TestDuet> => {
  const clock = createTestClock();
  const now = (): number => clock.now();
  const duet = await createDuet({
    rateLimits: false,
    logger: pino({ level: 'silent' }),
    ...options,
    timings: { ...timings, ...options.timings },
    databaseUrl: ':memory:',
    now,
  });
  const server = createServer((req, res) => duet.handler(req, res));
  duet.attach(server);
  const port = await listen(server);
  const path = options.basePath ?? '';
  const faults = createFaults();
  const whose = createWhose(`http://127.0.0.1:${port}${path}/trpc/session.me`);
  const line = await openLine({ port, faults, whose });
  const url = `http://127.0.0.1:${line.port}${path}`;

  const clients: TestPerson['client'][] = [];
  let closing: Promise<void> | null = null;
  const opening = (client: TestPerson['client']): void => {
    clients.push(client);
    if (closing) void client.close();
  };
  let people = 0;
  const signUp = (displayName: string): Promise<TestPerson> => {
    people += 1;
    return createTestPerson({ displayName, n: people, url, now, opening });
  };

  const closeAll = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.close()));
    await line.close();
    await duet.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const close = (): Promise<void> => (closing ??= closeAll());

  return {
    url,
    clock,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- One for each name, in their order: what `map` keeps and its type does not say.
    people: ((...names: readonly string[]) => Promise.all(names.map(signUp))) as TestDuet['people'],
    room: (one, other) => one.chat.trpc.room.create.mutate({ userId: other.user.id }),
    cutSocket: ({ user }) => faults.cut(user.id),
    dropAnswer({ user }) {
      const { promise: dropped, resolve } = Promise.withResolvers<void>();
      return { ...faults.loseAnswer(user.id, resolve), dropped };
    },
    delay: (ms) => faults.slow(ms),
    close,
    [Symbol.asyncDispose]: close,
  };
};
