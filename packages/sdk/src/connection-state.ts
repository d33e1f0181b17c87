/**
 *   connecting ──open──▶ live ──closed──▶ waiting ──timer, or wake()──▶ connecting
 *        └────────failed──────────────────▶┘
 *   any ──fatal close code, close()──▶ stopped
 */
export type ConnectionState =
  | { status: 'connecting' }
  | { status: 'live' }
  /** `retryAt`: milliseconds since the epoch. `attempt`: failures in a row, from 1. */
  | { status: 'waiting'; retryAt: number; attempt: number }
  | { status: 'stopped'; reason: 'signed_out' | 'expired' | 'closed' };
