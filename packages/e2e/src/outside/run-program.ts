import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export type Ran = { code: number | null; output: string };

/** Runs a program to its end, quietly: its exit code, and all that it said. */
export const runProgram = async (
  command: string,
  args: readonly string[],
  options: { cwd: string; path?: string },
): Promise<Ran> => {
  const { cwd, path = process.env['PATH'] } = options;
  const child = spawn(command, args, { cwd, env: { ...process.env, PATH: path }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, output: out + err };
};
