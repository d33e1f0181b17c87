import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Running extends AsyncDisposable {
  /** Waits until it has printed this; rejects when it ends before. */
  says(text: string): Promise<void>;
  /** Waits for its end; rejects unless it ended well. Answers all that it printed. */
  ends(): Promise<string>;
}

/** Runs a program as its reader would: with Node, in a folder of theirs. */
export const runProgram = (file: string, cwd: string, env: Readonly<Record<string, string>> = {}): Running => {
  const child = spawn(process.execPath, [file], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  let printed = '';
  let onPrinted = (): void => undefined;
  const listen = (piece: Buffer): void => {
    printed += piece.toString();
    onPrinted();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);

  return {
    says: (text) =>
      new Promise((resolve, reject) => {
        onPrinted = () => {
          if (printed.includes(text)) resolve();
        };
        onPrinted();
        void closed.then(() => reject(new Error(`it ended and never said ${text}:\n${printed}`)));
      }),
    ends: async () => {
      await closed;
      if (child.exitCode !== 0) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}:\n${printed}`);
      return printed;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
};
