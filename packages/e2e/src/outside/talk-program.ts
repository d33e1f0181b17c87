import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { machinePath } from './machine-path.ts';

/** The outside project's `talk.ts` while it runs: what is said goes in by one person and comes out by the other. */
export type TalkProgram = AsyncDisposable & {
  say(text: string): void;
  /** Its lines so far. */
  readonly heard: readonly string[];
  /** Nothing more will be said: resolves with its exit code. */
  end(): Promise<number | null>;
};

export const startTalkProgram = (folder: string, url: string, secret: string): TalkProgram => {
  const child = spawn('node', [join(folder, 'built/talk.js'), url, secret], {
    cwd: folder,
    env: { ...process.env, PATH: machinePath() },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const heard: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => heard.push(line));
  return {
    say: (text) => void child.stdin.write(`${text}\n`),
    heard,
    end() {
      child.stdin.end();
      return exited;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
};
