/** The rules of input that both sides count by. Lengths of text are code points, not UTF-16 units. */
export const limits = {
  username: { min: 3, max: 30 },
  password: { min: 8, max: 200 },
  displayName: { min: 1, max: 60 },
  query: { max: 60 },
  text: { min: 1, max: 4000 },
  /** What a page holds if nobody says, and at most. */
  page: { default: 50, max: 200 },
  /** Unread is counted up to this; the screen shows 99+. */
  unread: 100,
  /** One WebSocket frame or HTTP body, in bytes. */
  frameBytes: 64 * 1024,
  /** Calls in one HTTP batch or one socket frame. */
  batch: 50,
  /** An opaque cursor's length: longer ones were never ours. */
  cursor: 200,
} as const;
