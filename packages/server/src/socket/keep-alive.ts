import type { WebSocket } from 'ws';

/**
 * Cuts sockets whose other end is gone. The protocol's own pings: every implementation answers them by itself, also one
 * that knows nothing of tRPC's.
 */
export interface KeepAlive {
  watch(socket: WebSocket): void;
  stop(): void;
}

export const startKeepAlive = ({ ping, pongWait }: { ping: number; pongWait: number }): KeepAlive => {
  // How many ticks each has been silent. One timer for all; a message costs a map entry and no timer.
  const silence = new Map<WebSocket, number>();
  const tick = pongWait / 2;

  const timer = setInterval(() => {
    for (const [socket, ticks] of silence) {
      const silent = (ticks + 1) * tick;
      silence.set(socket, ticks + 1);
      if (silent >= ping + pongWait) socket.terminate();
      else if (silent >= ping) socket.ping();
    }
  }, tick);

  return {
    watch(socket) {
      const heard = (): void => void silence.set(socket, 0);
      heard();
      socket.on('message', heard);
      socket.on('ping', heard);
      socket.on('pong', heard);
      socket.once('close', () => silence.delete(socket));
    },
    stop: () => clearInterval(timer),
  };
};
