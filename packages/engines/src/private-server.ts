import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A server of its own in a folder of its own, of which nothing is left when it is disposed of. */
export interface PrivateServer extends AsyncDisposable {
  readonly port: number;
  /** Starts it again on the same port and data; resolves when it answers. Once it runs, does nothing. */
  start(): Promise<void>;
  /** Ends it and waits for its end. `SIGKILL` is the power cut. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** It keeps its connections and answers nothing, until `resume`. Resolves once all of it stands still. */
  pause(): Promise<void>;
  resume(): void;
}

export type ServerProgram = {
  /** Names its folder. */
  name: string;
  port: number;
  command: string;
  args: (folder: string) => readonly string[];
  /** Once, before the first start. */
  prepare?: (folder: string) => Promise<void>;
  /** Whether it answers. Throws or says no while it does not. */
  answers: () => Promise<boolean>;
};

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

/** A signal reaches one thread after the other: on a busy machine one of them still committed. Only Linux tells. */
const standsStill = async (pid: number): Promise<boolean> => {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const states = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/stat`, 'utf8').catch(() => ') T')),
  );
  return states.every((state) => /\) T/.test(state));
};

export const startPrivateServer = async (program: ServerProgram): Promise<PrivateServer> => {
  const { name, port, command, args, prepare, answers } = program;
  const folder = await mkdtemp(join(tmpdir(), `duet-${name}-`));
  let running: ChildProcess | null = null;
  let paused = false;

  // The last resort when a test run ends without disposing of anything.
  const killOnExit = (): void => void running?.kill('SIGKILL');
  process.once('exit', killOnExit);

  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> => {
    const child = running;
    running = null;
    if (child === null || !isRunning(child)) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    // A paused one hears nothing but SIGKILL before it goes on.
    child.kill('SIGCONT');
    await ended;
  };

  const start = async (): Promise<void> => {
    if (running !== null && isRunning(running)) return;
    const child = spawn(command, args(folder), { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const listen = (piece: Buffer): void => void (said = (said + piece.toString()).slice(-4_000));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    running = child;
    await once(child, 'spawn');
    // The loop ends with the fact, or with the test's time-out.
    while (!(await answers().catch(() => false))) {
      if (!isRunning(child)) throw new Error(`${name} ended before it answered:\n${said}`);
      await delay(20);
    }
  };

  const dispose = async (): Promise<void> => {
    await stop('SIGKILL');
    process.off('exit', killOnExit);
    await rm(folder, { recursive: true, force: true });
  };

  try {
    await prepare?.(folder);
    await start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    port,
    start,
    stop,
    pause: async () => {
      paused = true;
      running?.kill('SIGSTOP');
      while (paused && running?.pid !== undefined && !(await standsStill(running.pid))) await delay(1);
    },
    resume: () => {
      paused = false;
      running?.kill('SIGCONT');
    },
    [Symbol.asyncDispose]: dispose,
  };
};
