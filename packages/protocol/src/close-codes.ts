/** Why the server closes a socket. `fatal`: coming back with the same identity is of no use. */
export const closeCodes = {
  /** The server stops or restarts. */
  going_away: { code: 1001, fatal: false },
  /** The session was signed out. */
  signed_out: { code: 4001, fatal: true },
  /** The session ran out. */
  expired: { code: 4002, fatal: true },
  /** The socket did not read what was sent. */
  slow_reader: { code: 4003, fatal: false },
  /** The user has too many sockets open. */
  too_many: { code: 4008, fatal: false },
} as const;

export type CloseReason = keyof typeof closeCodes;

const reasons = ['going_away', 'signed_out', 'expired', 'slow_reader', 'too_many'] as const satisfies CloseReason[];

/** `null`: not a code of ours (a cut line, a proxy, a crash), to be retried. */
export const closeReasonOf = (code: number): CloseReason | null =>
  reasons.find((reason) => closeCodes[reason].code === code) ?? null;
