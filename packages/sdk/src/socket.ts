import type { AppRouter } from '@duet/api';
import { createWSClient, TRPCClientError, wsLink } from '@trpc/client';
import type { OperationLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';

export type SocketOptions = {
  /** `wss://example.com/trpc` */
  url: string;
  /** `null`: the cookie serves. */
  token: string | null;
  WebSocket: typeof WebSocket;
};

/** One socket's life: it is never used again once it closed. */
export interface Socket {
  /** A terminating link. Calls in flight when the socket goes are rejected, and may have been carried out. */
  readonly run: OperationLink<AppRouter>;
  /** Asks the server for a sign of life; without one the line is given up. */
  probe(): void;
  hangUp(): void;
  /** The same, once the calls that are under way have their answers. */
  retire(): void;
}

/** Dead lines are found from this side too: the server may be gone without a word. */
const keepAlive = { enabled: true, intervalMs: 20_000, pongTimeoutMs: 10_000 };

/** A line that slept with its machine, or changed its network, looks open. A server that is there answers within this. */
const probeMs = 4_000;

/**
 * One call a line, and one line a frame: what is sent in one turn of the loop would else become one frame, and the
 * server closes the socket at 50 calls or 64 KiB.
 */
const encode = (data: unknown): string =>
  Array.isArray(data) ? data.map((call) => JSON.stringify(call)).join('\n') : JSON.stringify(data);

/** `null`: no word of Duet's. What is thrown while a frame is heard ends a program that runs on Node. */
const decoded = (data: unknown): object | null => {
  try {
    const said: unknown = typeof data === 'string' ? JSON.parse(data) : null;
    return typeof said === 'object' ? said : null;
  } catch {
    return null;
  }
};

const unanswered = (cause?: Error): TRPCClientError<AppRouter> =>
  new TRPCClientError('The connection closed before the answer came.', cause ? { cause } : {});

/**
 * Opens tRPC's own client for one socket. Reconnecting is not left to it: its wait cannot be cut short or taken back, and
 * its late events of an old socket would reject calls on a new one.
 */
export const openSocket = (
  options: SocketOptions,
  on: {
    opened(): void;
    closed(code: number | null): void;
    /** It was hung up: nothing more is told, and nothing has to end it. */
    gone(): void;
  },
): Socket => {
  const { url, token } = options;
  const calls = new Set<() => void>();
  let ended = false;
  let retired = false;
  const lines: Line[] = [];

  const lost = (code: number | null) => {
    if (!ended) on.closed(code);
  };

  class Line extends options.WebSocket {
    constructor(address: string | URL) {
      // A call that meets a closing socket makes tRPC's client open another one.
      if (lines.length > 0 || ended) throw new Error('this socket had its life');
      super(address);
      lines.push(this);
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (typeof data !== 'string') return super.send(data);
      for (const frame of data.split('\n')) super.send(frame);
    }

    /** tRPC's server answers PING by PONG, and tRPC's client takes no notice. */
    probe(): void {
      if (this.readyState !== Line.OPEN) return;
      const giveUp = setTimeout(() => this.close(), probeMs);
      const answered = () => {
        clearTimeout(giveUp);
        this.removeEventListener('message', answered);
        this.removeEventListener('close', answered);
      };
      this.addEventListener('message', answered);
      this.addEventListener('close', answered);
      super.send('PING');
    }

    /** Keep-alive or a probe gave up: on a dead line the `close` event would take its time. */
    override close(code?: number, reason?: string): void {
      super.close(code, reason);
      lost(code ?? null);
    }
  }

  const client = createWSClient({
    url,
    ...(token === null ? {} : { connectionParams: () => ({ token }) }),
    WebSocket: Line,
    keepAlive,
    experimental_encoder: {
      encode,
      decode(data) {
        const said = decoded(data);
        if (!said) lost(null);
        return said ?? {};
      },
    },
    // It tries once more after the end, finds that it must not, and is done; before the end it must not spin.
    retryDelayMs: () => (ended ? 0 : 100),
    onOpen: () => {
      if (!ended) on.opened();
    },
    onError: () => lost(null),
    onClose: (cause) => lost(cause?.code ?? null),
  });
  const inner = wsLink<AppRouter>({ client })({});

  const hangUp = () => {
    if (ended) return;
    ended = true;
    for (const abandon of calls) abandon();
    void client.close();
    for (const line of lines) line.close();
    on.gone();
  };

  return {
    run: (call) =>
      observable((observer) => {
        let over = false;
        const told = inner(call).subscribe({
          next: (envelope) => observer.next(envelope),
          // An error without a shape is not the server's: tRPC passes on whatever event ended the socket.
          error: (error) => observer.error(error.shape ? error : unanswered(error)),
          complete() {
            // Unsubscribing completes as well, and would end what is only moving to the next socket.
            if (!over) observer.complete();
          },
        });
        const leave = () => {
          over = true;
          calls.delete(abandon);
          told.unsubscribe();
          if (retired && calls.size === 0) hangUp();
        };
        const abandon = () => {
          leave();
          if (call.op.type !== 'subscription') observer.error(unanswered());
        };
        calls.add(abandon);
        return leave;
      }),
    probe() {
      for (const line of lines) line.probe();
    },
    hangUp,
    retire() {
      retired = true;
      if (calls.size === 0) hangUp();
    },
  };
};
