import { once } from 'node:events';
import { Socket } from 'node:net';
import { WebSocket } from 'ws';

type Answer = { id: unknown; result?: { type: string; data?: unknown; id?: string }; error?: WireError };
export type WireError = { message: string; code: number; data: { reason: string } & Record<string, unknown> };

/** A socket without a client: says and hears frames as they are. */
export type RawSocket = Disposable & {
  readonly socket: WebSocket;
  /** Everything that came, parsed. */
  readonly frames: readonly Answer[];
  /** The close code. */
  readonly closed: Promise<number>;
  send(text: string): void;
  /** The first frame from now on that fits. */
  next(fits: (frame: Answer) => boolean): Promise<Answer>;
  /** Calls a procedure; resolves with the first frame that answers it. */
  call(method: string, path: string, input?: unknown): Promise<Answer>;
};

export const openRawSocket = async (url: string, headers: Record<string, string> = {}): Promise<RawSocket> => {
  const socket = new WebSocket(url, { headers });
  const frames: Answer[] = [];
  const looking = new Set<(frame: Answer) => void>();
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text === 'PONG') return;
    const frame: Answer = JSON.parse(text);
    frames.push(frame);
    for (const look of looking) look(frame);
  });
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await once(socket, 'open');
  let lastId = 0;

  const next: RawSocket['next'] = (fits) =>
    new Promise((resolve) => {
      const look = (frame: Answer): void => {
        if (!fits(frame)) return;
        looking.delete(look);
        resolve(frame);
      };
      looking.add(look);
    });

  return {
    socket,
    frames,
    closed,
    next,
    send: (text) => socket.send(text),
    call(method, path, input) {
      const id = ++lastId;
      const answer = next((frame) => frame.id === id);
      socket.send(JSON.stringify({ id, method, params: { path, input } }));
      return answer;
    },
    [Symbol.dispose]: () => socket.terminate(),
  };
};

/** As the SDK does it: the token in the first frame. */
export const openRawSocketAs = async (socketUrl: string, token: string): Promise<RawSocket> => {
  const raw = await openRawSocket(`${socketUrl}?connectionParams=1`);
  raw.send(JSON.stringify({ method: 'connectionParams', data: { token } }));
  return raw;
};

/** The status with which the server turned a handshake down. */
export const refusedHandshake = async (url: string, headers: Record<string, string>): Promise<number> => {
  const socket = new WebSocket(url, { headers });
  socket.on('error', () => {});
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_, response) => {
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
    socket.once('open', () => {
      socket.terminate();
      reject(new Error('the handshake was accepted'));
    });
  });
};

/** The line under a socket, for bytes that no WebSocket would write. */
export const transportOf = (socket: WebSocket): Socket => {
  const transport: unknown = Reflect.get(socket, '_socket');
  if (!(transport instanceof Socket)) throw new Error('ws keeps its transport elsewhere now');
  return transport;
};
