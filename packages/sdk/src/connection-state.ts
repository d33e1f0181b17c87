/**
 *   connecting ──open──▶ live ──closed──▶ waiting ──timer, or wake()──▶ connecting
 *        └────────failed──────────────────▶┘
 *   any ──fatal close code, close()──▶ stopped
 */
export type ConnectionState =
  /** A socket is on its way. */
  | { status: 'connecting' }
  /** A socket is open. */
  | { status: 'live' }
  /** `retryAt`: milliseconds since the epoch. `attempt`: failures in a row, from 1. */
  | { status: 'waiting'; retryAt: number; attempt: number }
  /** For good: the session ended, or the chat was closed. */
  | { status: 'stopped'; reason: 'signed_out' | 'expired' | 'closed' };
