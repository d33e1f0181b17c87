import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startMariaDb, startRedis } from '@duet/engines';

/** What Duet keeps its messages in while it is measured. */
export type Stores = AsyncDisposable & {
  /** For the table. */
  readonly name: string;
  /** What the measured server is started with. */
  readonly args: string[];
  /** What `messages` messages cost behind the server, in words. Counts from the last call. */
  spent(messages: number): Promise<string>;
};

// In the repository, not in the system's temporary folder: that one is often memory, and syncs for free.
const own = fileURLToPath(new URL('../../../.tmp/', import.meta.url));

/** A real file: every commit is synced to the disk before it is answered. */
export const openFile = async (): Promise<Stores> => {
  await mkdir(own, { recursive: true });
  const folder = await mkdtemp(join(own, 'bench-'));
  return {
    name: 'Duet, committed with `synchronous=FULL`',
    args: [`file:${join(folder, 'duet.db')}`],
    spent: async () => '',
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};

/** The sum of what `INFO cpu` says that Redis itself used, in microseconds. */
const cpuMicrosOf = (info: string): number =>
  [...info.matchAll(/^used_cpu_(?:sys|user):([\d.]+)/gm)].reduce((sum, [, seconds]) => sum + Number(seconds) * 1e6, 0);

/** A private MariaDB and Redis. Theirs is the system's temporary folder: where that is memory, a sync costs nothing. */
export const openEngines = async (): Promise<Stores> => {
  await using parts = new AsyncDisposableStack();
  const mariadb = parts.use(await startMariaDb());
  const redis = parts.use(await startRedis());
  const statements = async (): Promise<number> => {
    const [row] = await mariadb.query(
      "select variable_value + 0 as count from information_schema.global_status where variable_name = 'questions'",
    );
    return typeof row === 'object' && row !== null && 'count' in row ? Number(row.count) : NaN;
  };
  const counts = async () => ({
    statements: await statements(),
    cpuMicros: cpuMicrosOf(await redis.cli('info', 'cpu')),
  });
  let last = await counts();
  const rest = parts.move();
  return {
    name: 'Duet, one node, appended in Redis with `appendfsync always` and drained into MariaDB',
    args: [await mariadb.newDatabase(), redis.url],
    spent: async (messages) => {
      const now = await counts();
      const [each, cpu] = [now.statements - last.statements, now.cpuMicros - last.cpuMicros].map((n) => n / messages);
      last = now;
      return `A message: ${each?.toFixed(4)} SQL statements, and ${cpu?.toFixed(0)} µs of Redis' CPU.`;
    },
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  };
};
