import type { ServerResponse } from 'node:http';

/** In so many looks within the time that an answer is given. */
const looks = 4;

/**
 * Gives up answers of which nobody takes anything for `within` ms: each holds its memory for as long as its line stands,
 * and node counts no time against it. Returns the way to stop.
 */
export const cutUnread = (open: { keys(): Iterable<ServerResponse> }, within: number): (() => void) => {
  const stuck = new WeakMap<ServerResponse, { taken: number; looks: number }>();

  const look = (res: ServerResponse): void => {
    const { socket } = res;
    if (socket === null || !res.headersSent || socket.writableLength === 0) return void stuck.delete(res);
    const taken = socket.bytesWritten - socket.writableLength;
    const before = stuck.get(res);
    const seen = { taken, looks: before?.taken === taken ? before.looks + 1 : 0 };
    stuck.set(res, seen);
    if (seen.looks >= looks) res.destroy();
  };
  const timer = setInterval(() => {
    for (const res of open.keys()) look(res);
  }, within / looks);
  return () => clearInterval(timer);
};
