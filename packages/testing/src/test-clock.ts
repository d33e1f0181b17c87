/** The server's clock. It goes on by itself, and further when it is moved. */
export interface TestClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Moves it on by so many milliseconds. Sessions that ran out are signed out at once, and their sockets close within
   * some 20 ms: `ended` is `expired` then, or `signed_out` where a call on its way met the end first. Ages, `sentAt`, the
   * windows of typing and receipts, and how long a feed is kept, go by this clock too. By real time go the grace after
   * which someone counts as away, heartbeats, pings, rate limits, a client's waits between two attempts, and a browser's
   * cookies.
   *
   * @throws RangeError for less than 0: no clock that Duet relies on goes back.
   */
  advance(ms: number): void;
}

export const createTestClock = (): TestClock => {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`a clock cannot be moved by ${ms} ms`);
      ahead += ms;
    },
  };
};
