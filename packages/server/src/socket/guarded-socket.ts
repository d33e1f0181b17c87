import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { closeCodes } from '@duet/protocol';
import { WebSocket } from 'ws';

type Data = Parameters<WebSocket['send']>[0];
type Options = Parameters<WebSocket['send']>[1];
type Done = (error?: Error) => void;

/** What may wait for a reader: some thousand messages. */
const mostWaiting = 1024 * 1024;

/**
 * A socket that cannot make the server hold more than it should, and that writes once per turn of the event loop.
 * tRPC sends without ever looking at what waits; and writing each frame by itself took a third of a message's cost.
 */
export class GuardedSocket extends WebSocket {
  #transport: Duplex | null = null;
  #corked = false;
  #largest = 0;
  #onSlow: (() => void) | null = null;

  /** To be called before anything is sent. `onSlow`: it is cut. */
  guard(transport: Duplex, onSlow: () => void): void {
    this.#transport = transport;
    this.#onSlow = onSlow;
  }

  /** How much of what was said has left: it stands still while something waits and nobody reads. */
  get taken(): number {
    const transport = this.#transport;
    return transport instanceof Socket ? transport.bytesWritten - transport.writableLength : NaN;
  }

  override send(data: Data, options?: Options | Done, done?: Done): void {
    if (this.readyState !== WebSocket.OPEN) return;
    if (this.#isSlow(data)) {
      // The close frame stands behind all that waits; who does not read is cut after ws' `closeTimeout`.
      this.close(closeCodes.slow_reader.code, 'slow_reader');
      this.#onSlow?.();
      return;
    }
    this.#cork();
    if (options === undefined || typeof options === 'function') super.send(data, options);
    else super.send(data, options, done);
  }

  /** One answer may be larger than the cap, since it was asked for. What comes on top of it counts. */
  #isSlow(data: Data): boolean {
    const waiting = this.bufferedAmount;
    if (waiting === 0) this.#largest = 0;
    // Three bytes of UTF-8 at most for each unit of UTF-16.
    if (typeof data === 'string') this.#largest = Math.max(this.#largest, data.length * 3);
    return waiting > mostWaiting + this.#largest;
  }

  #cork(): void {
    const transport = this.#transport;
    if (this.#corked || !transport) return;
    this.#corked = true;
    transport.cork();
    setImmediate(() => {
      this.#corked = false;
      transport.uncork();
    });
  }
}
