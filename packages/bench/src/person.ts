import { WebSocket } from 'ws';

/** What a frame told: the call that it answers, and how many messages it delivers. */
export type Told = { answered: boolean; delivered: number };

/** One of a room's two, on one socket. */
export type Person = {
  readonly socket: WebSocket;
  /** Sends the next message to the room. */
  send(): void;
  read(frame: string): Told;
};

/** Opens a socket without compression, like the servers'. */
export const openSocket = (url: string): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });

/** About what people write: a line, part of it outside of ASCII. */
export const text = 'See you at the opening? 여섯 시에 입구에서 만나요 🙂';
