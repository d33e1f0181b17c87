import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Measure } from './measured.ts';

export type ServerProcess = {
  readonly port: number;
  /** What the process spent while `work` ran. */
  during(work: () => Promise<void>): Promise<Measure>;
  /** What the process holds of the machine's memory, in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
};

const isMeasure = (value: unknown): value is Measure =>
  typeof value === 'object' && value !== null && 'cpuMicros' in value && 'lagP99Ms' in value;

/** Starts a server of this folder in a process of its own, so that the load's own work is not counted. */
export const startServerProcess = async (file: string, args: string[], execArgv: string[]): Promise<ServerProcess> => {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv });
  const ended = once(child, 'exit');
  const heard = async (order?: string): Promise<unknown> => {
    const answer = once(child, 'message');
    if (order !== undefined) child.send(order);
    const first: unknown[] | null = await Promise.race([answer, ended.then(() => null)]);
    if (first === null) throw new Error(`${file} ended with ${child.exitCode}`);
    return first[0];
  };
  const port = await heard();
  if (typeof port !== 'number') throw new Error(`${file} did not say its port`);
  return {
    port,
    async during(work) {
      await heard('begin');
      await work();
      const measure = await heard('end');
      if (!isMeasure(measure)) throw new Error(`${file} did not measure`);
      return measure;
    },
    async memory() {
      const bytes = await heard('memory');
      if (typeof bytes !== 'number') throw new Error(`${file} did not say its memory`);
      return bytes;
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
};
