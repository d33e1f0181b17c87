/** A `WebSocket` class like the browsers' and Node's own. That of `ws` is one. */
export type WebSocketClass = {
  /** Opens a socket. */
  new (url: string): {
    /** 0 to 3, as the standard says. */
    readonly readyState: number;
    /** Sends a text frame. */
    send(data: string): void;
    /** Closes it. */
    close(code?: number, reason?: string): void;
  };
  /** Where the standard's other methods are looked for. */
  readonly prototype: object;
};

// That of `ws` lacks `dispatchEvent` and takes no `signal`; neither is used.
const isStandard = (given: WebSocketClass): given is typeof WebSocket =>
  'addEventListener' in given.prototype && 'removeEventListener' in given.prototype;

/** Throws a `TypeError` when the class has no listeners as the standard says, or there is none. */
export const webSocketOf = (given: WebSocketClass | undefined): typeof WebSocket => {
  const found = given ?? globalThis.WebSocket;
  if (found === undefined || !isStandard(found)) {
    throw new TypeError(
      'createDuetClient needs a WebSocket class as the standard says: hand one in, that of ws for one',
    );
  }
  return found;
};
