import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { duetCommand } from '../src/cli/duet-command.ts';
import type { CommandEnv } from '../src/cli/env.ts';
import { createTerminal } from '../src/cli/terminal.ts';

export type Ending = { code: number | null; stdout: string; stderr: string };

export type RunningCommand = AsyncDisposable & { kill(): void; readonly ended: Promise<Ending> };

/** The `duet` command as people give it, with nothing in its environment but this. Killed when its test ends. */
export const startCommand = (args: readonly string[], env: Record<string, string>): RunningCommand => {
  const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (piece: string) => void (stdout += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => void (stderr += piece));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  const kill = (): void => void child.kill('SIGKILL');
  return {
    kill,
    ended,
    async [Symbol.asyncDispose]() {
      kill();
      await ended;
    },
  };
};

/** The same in this process, as a program that somebody looks at would say it; it is to end by itself. */
export const runCommand = async (args: readonly string[], env: Partial<CommandEnv>): Promise<Ending> => {
  let [stdout, stderr] = ['', ''];
  const terminal = createTerminal(
    { write: (text) => Boolean((stdout += text)) },
    { write: (text) => Boolean((stderr += text)) },
  );
  const code = await duetCommand(args, { databaseUrl: null, duetUrl: null, apiKey: null, ...env }, terminal);
  return { code, stdout, stderr };
};
