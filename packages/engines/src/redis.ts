import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { searchPath } from './env.ts';
import { findProgram } from './find-program.ts';
import { freePort } from './free-port.ts';
import { startPrivateServer } from './private-server.ts';
import type { PrivateServer } from './private-server.ts';

const run = promisify(execFile);

export interface Redis extends PrivateServer {
  readonly url: string;
  /** As `redis-cli` prints it, without the line's end. */
  cli(...args: readonly string[]): Promise<string>;
}

// What Duet asks of a Redis: every write on disk before its answer, nothing evicted.
const safe = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];
// A primary waits 5 s for more replicas before it copies itself to the first.
const quick = ['--repl-diskless-sync-delay', '0'];

/** A private Redis. `args`: server options over those that every one has; of an option given twice the last counts. */
export const startRedis = async (args: readonly string[] = []): Promise<Redis> => {
  const server = await findProgram('redis', 'redis-server', searchPath());
  const client = await findProgram('redis', 'redis-cli', searchPath());
  const port = await freePort();

  const cli = async (...command: readonly string[]): Promise<string> =>
    (await run(client, ['-h', '127.0.0.1', '-p', String(port), ...command])).stdout.trimEnd();

  const redis = await startPrivateServer({
    name: 'redis',
    port,
    command: server,
    args: (folder) => ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, ...safe, ...quick, ...args],
    // Up and loading its append-only file, it answers with an error.
    answers: async () => (await cli('ping')) === 'PONG',
  });
  return { ...redis, url: `redis://127.0.0.1:${port}`, cli };
};
