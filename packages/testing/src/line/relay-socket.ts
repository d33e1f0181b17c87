import type { UserId } from '@duet/sdk';
import { WebSocket } from 'ws';
import type { RawData } from 'ws';
import { answersIn, sendsIn, tokenIn } from './calls.ts';
import type { CallId } from './calls.ts';
import type { Faults, Loss } from './faults.ts';
import { createLane } from './lane.ts';
import type { Lane } from './lane.ts';

// ws' words for: no code was said, and the line broke.
const noCode = 1005;
const broken = 1006;

const closeLike = (socket: WebSocket, code: number, reason: Buffer): void => {
  if (code === broken) socket.terminate();
  else if (code === noCode) socket.close();
  else socket.close(code, reason);
};

// A whole frame comes as one Buffer, unless ws is told otherwise.
const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString() : '');

/** Ties a client's socket to one at the server, until both are closed. `person`: whose it is, if the handshake said so. */
export const relaySocket = (
  near: WebSocket,
  far: WebSocket,
  options: { person: UserId | null; personOf: (token: string) => Promise<UserId | null>; faults: Faults },
): void => {
  const { personOf, faults } = options;
  let { person } = options;
  const ended = new AbortController();
  const { signal } = ended;
  const up = createLane(() => faults.delay(), signal);
  const down = createLane(() => faults.delay(), signal);
  const losses = new Map<CallId, Loss>();

  const breakBoth = (): void => {
    ended.abort();
    near.terminate();
    far.terminate();
  };
  const forget = faults.onCut((who) => {
    if (who === person) breakBoth();
  });

  near.on('message', (data, binary) =>
    up(async () => {
      const text = textOf(data);
      const token = person === null ? tokenIn(text) : null;
      if (token !== null) person = await personOf(token);
      if (faults.isCut(person)) return breakBoth();
      for (const id of sendsIn(text)) {
        const loss = faults.lossFor(person);
        if (loss) losses.set(id, loss);
      }
      far.send(data, { binary });
    }),
  );
  far.on('message', (data, binary) =>
    down(() => {
      const expected = losses.size === 0 ? [] : answersIn(textOf(data)).flatMap((id) => losses.get(id) ?? []);
      // An open line loses nothing: what loses the answer is that it breaks.
      if (expected.some((loss) => loss.came())) return breakBoth();
      near.send(data, { binary });
    }),
  );
  const close = (other: WebSocket, direction: Lane) => (code: number, reason: Buffer) => {
    if (other.readyState !== WebSocket.CLOSED) return direction(() => closeLike(other, code, reason));
    forget();
    ended.abort();
    for (const loss of losses.values()) loss.cameNever();
  };
  near.on('close', close(far, up));
  far.on('close', close(near, down));
  for (const socket of [near, far]) socket.on('error', () => socket.terminate());
};
