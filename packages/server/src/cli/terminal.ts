import type { WriteStream } from 'node:tty';

/** What a command says, and where. */
export interface Terminal {
  /** What was asked for. */
  out(line: string): void;
  /** About the work: what went wrong, what to do now. */
  note(line: string): void;
  /** How far it is: one line that changes where somebody looks on, a line each elsewhere. */
  progress(line: string): void;
}

type Stream = Pick<WriteStream, 'write'> & { isTTY?: boolean | undefined };

const eraseLine = '\r\u001b[2K';

export const createTerminal = (stdout: Stream, stderr: Stream): Terminal => {
  const clear = stderr.isTTY ? eraseLine : '';
  return {
    out: (line) => void stdout.write(`${line}\n`),
    note: (line) => void stderr.write(`${clear}${line}\n`),
    progress: (line) => void stderr.write(stderr.isTTY ? `${clear}${line}` : `${line}\n`),
  };
};
