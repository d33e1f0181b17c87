import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const entries = {
  main: '../src/main.ts',
  demo: '../src/demo/main.ts',
  backup: '../src/backup.ts',
  'dead-letters': '../src/dead-letters.ts',
};

export type Ending = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** Killed when its test ends, whatever becomes of the test. */
export type AppProcess = AsyncDisposable & {
  /** The URL that it printed. Rejects when it ended before it listened. */
  listening(): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ending>;
};

// Where a Node keeps what it compiled: a start takes half the time.
const compiled = { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '' };

/** The process as people start it: its entry, run as it is, with no setting in its environment but these. */
export const startApp = (
  env: Record<string, string>,
  entry: keyof typeof entries = 'main',
  args: readonly string[] = [],
): AppProcess => {
  const child = spawn(process.execPath, [fileURLToPath(new URL(entries[entry], import.meta.url)), ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...compiled, PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => void (stdout += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => void (stderr += piece));
  const ended = once(child, 'close').then(() => ({
    code: child.exitCode,
    signal: child.signalCode,
    stdout,
    stderr,
  }));
  const url = (): string | undefined => / listens on (\S+)$/m.exec(stdout)?.[1];
  const listening = async (): Promise<string> => {
    for (let found = url(); ; found = url()) {
      if (found !== undefined) return found;
      const ending = await Promise.race([once(child.stdout, 'data').then(() => null), ended]);
      if (ending !== null && url() === undefined) throw new Error(`it ended with ${ending.code}: ${ending.stderr}`);
    }
  };
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
  const dispose = async (): Promise<void> => {
    kill('SIGKILL');
    await ended;
  };
  return { listening, kill, ended, [Symbol.asyncDispose]: dispose };
};

/** A folder for one test's database. */
export const openFolder = async (): Promise<AsyncDisposable & { readonly path: string; readonly url: string }> => {
  const path = await mkdtemp(join(tmpdir(), 'duet-app-'));
  return {
    path,
    url: `file:${join(path, 'duet.db')}`,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
};
