import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** A TCP proxy between clients and a server, and what can go wrong on the way. */
export type BadLine = {
  readonly url: string;
  /** All connections end now; some of what was on its way arrives, some does not. */
  cut(): void;
  /** Answers gather on the way, until they are let go in one piece. `holds`: whether this is among them. */
  gatherAnswers(): { holds(text: string): boolean; letGo(): void };
  /** From now on questions arrive, and no answer comes back, until the next cut. */
  loseAnswers(): void;
  /** From now on nothing arrives in either direction, until the next cut. */
  stall(): void;
  [Symbol.asyncDispose](): Promise<void>;
};

export const createBadLine = async (port: number): Promise<BadLine> => {
  const pairs = new Set<{ near: Socket; far: Socket }>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const pair = { near, far };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not on a port');
  const cut = () => {
    for (const { near, far } of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    gatherAnswers() {
      const held = [...pairs].map(({ near, far }) => {
        const chunks: Buffer[] = [];
        const gather = (chunk: Buffer) => void chunks.push(chunk);
        far.unpipe(near).on('data', gather).resume();
        const letGo = () => {
          far.off('data', gather);
          near.write(Buffer.concat(chunks));
          far.pipe(near);
        };
        return { chunks, letGo };
      });
      return {
        holds: (text) => held.some(({ chunks }) => Buffer.concat(chunks).includes(text)),
        letGo() {
          for (const each of held) each.letGo();
        },
      };
    },
    loseAnswers() {
      for (const { near, far } of pairs) far.unpipe(near).resume();
    },
    stall() {
      for (const { near, far } of pairs) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
