import type { GuardedSocket } from './guarded-socket.ts';

/**
 * Cuts sockets whose other end is gone, or reads nothing of what waits for it, whatever it says. The protocol's own
 * pings: every implementation answers them by itself, also one that knows nothing of tRPC's.
 */
export interface KeepAlive {
  watch(socket: GuardedSocket): void;
  stop(): void;
}

export const startKeepAlive = ({ ping, pongWait }: { ping: number; pongWait: number }): KeepAlive => {
  // How many ticks each has been silent, and has taken nothing. One timer for all, and none for a message.
  const watched = new Map<GuardedSocket, { silent: number; stuck: number; taken: number }>();
  const tick = pongWait / 2;
  const most = (ping + pongWait) / tick;

  const timer = setInterval(() => {
    for (const [socket, seen] of watched) {
      const { taken } = socket;
      seen.silent += 1;
      seen.stuck = socket.bufferedAmount > 0 && taken === seen.taken ? seen.stuck + 1 : 0;
      seen.taken = taken;
      if (Math.max(seen.silent, seen.stuck) >= most) socket.terminate();
      else if (seen.silent * tick >= ping) socket.ping();
    }
  }, tick);

  return {
    watch(socket) {
      const seen = { silent: 0, stuck: 0, taken: NaN };
      watched.set(socket, seen);
      const heard = (): void => void (seen.silent = 0);
      socket.on('message', heard);
      socket.on('ping', heard);
      socket.on('pong', heard);
      socket.once('close', () => watched.delete(socket));
    },
    stop: () => clearInterval(timer),
  };
};
