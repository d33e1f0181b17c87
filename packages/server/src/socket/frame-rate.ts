import type { WebSocket } from 'ws';

// A person needs a handful; an outbox that empties itself after a long flight some dozens.
const framesPerSecond = 300;

/** Stops reading for the rest of a second in which a socket said too much. Nothing is lost, its sender has to wait. */
export const limitFrameRate = (socket: WebSocket): void => {
  let began = performance.now();
  let frames = 0;
  let resuming: NodeJS.Timeout | null = null;

  socket.on('message', () => {
    const time = performance.now();
    if (time - began >= 1_000) {
      began = time;
      frames = 0;
    }
    if (++frames < framesPerSecond || resuming) return;
    socket.pause();
    resuming = setTimeout(
      () => {
        resuming = null;
        socket.resume();
      },
      began + 1_000 - time,
    );
  });
  socket.once('close', () => {
    if (resuming) clearTimeout(resuming);
  });
};
