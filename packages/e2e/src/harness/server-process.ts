import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@duet/engines';

const entries = {
  server: fileURLToPath(import.meta.resolve('@duet/app/main')),
  demo: fileURLToPath(import.meta.resolve('@duet/app/demo')),
};

/** Duet as people run it: a process of its own on a file of its own, which can be killed and started again. */
export type ServerProcess = AsyncDisposable & {
  readonly url: string;
  /** Of the process that runs. */
  pid(): number | undefined;
  /** Starts it again on the same port and file; resolves when it is ready. */
  start(): Promise<void>;
  /** Ends it and waits for its end. `SIGKILL` is the power cut. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
};

const untilReady = async (url: string, child: ChildProcess, said: () => string): Promise<void> => {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${said()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    // Not a wait for luck: the loop ends with the fact, or with the test's time-out.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

export const startServerProcess = async (
  more: Record<string, string> = {},
  entry: keyof typeof entries = 'server',
): Promise<ServerProcess> => {
  const folder = await mkdtemp(join(tmpdir(), 'duet-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [entries[entry]], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        HOST: '127.0.0.1',
        DATABASE_URL: `file:${join(folder, 'duet.db')}`,
        LOG_LEVEL: 'warn',
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const listen = (piece: Buffer): void => void (said = (said + piece.toString()).slice(-8000));
    started.stdout.on('data', listen);
    started.stderr.on('data', listen);
    child = started;
    await untilReady(url, started, () => said);
  };

  const kill = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  };

  await start();
  return {
    url,
    pid: () => child?.pid,
    start,
    kill,
    [Symbol.asyncDispose]: async () => {
      await kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
