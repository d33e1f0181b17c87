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

/** What your server says as well. `rateLimits` are off and the log is silent unless you say otherwise. */
export type TestDuetOptions = Omit<DuetOptions, 'databaseUrl' | 'redisUrl' | 'now' | 'onFenced'>;

/** How soon after the clock was moved the sockets of sessions that ran out close, in ms. */
const sessionSweep = 20;

/** Starts one on a port of its own, with a database in memory. Any number of them may run at once. */
export const startTestDuet = async (options: TestDuetOptions = {}): Promise<TestDuet> => {
  const clock = createTestClock();
  const now = (): number => clock.now();
  const duet = await createDuet({
    rateLimits: false,
    logger: pino({ level: 'silent' }),
    ...options,
    timings: { sessionSweep, ...options.timings },
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
  let people = 0;
  const signUp = async (displayName: string): Promise<TestPerson> => {
    people += 1;
    const person = await createTestPerson({ displayName, n: people, url, now });
    clients.push(person.client);
    return person;
  };

  const closeAll = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.close()));
    await line.close();
    await duet.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  let closing: Promise<void> | null = null;
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
