/**
 * Every reason for which the server says no: reason → tRPC code → HTTP status. Closed: a reason that is not here does
 * not exist. It travels in `error.data.reason`; a send's own refusals travel as data.
 */
export const refusals = {
  /** No session, or one that ended. */
  signed_out: { code: 'UNAUTHORIZED', status: 401 },
  /** One answer for an unknown username and a wrong password. */
  wrong_credentials: { code: 'UNAUTHORIZED', status: 401 },
  /** Does not exist, or not for you: strangers cannot tell which. */
  not_found: { code: 'NOT_FOUND', status: 404 },
  /** The input breaks a rule; `error.data.issues` names the fields. */
  invalid: { code: 'BAD_REQUEST', status: 400 },
  /** The username belongs to someone else. */
  taken: { code: 'CONFLICT', status: 409 },
  too_long: { code: 'PAYLOAD_TOO_LARGE', status: 413 },
  blocked: { code: 'FORBIDDEN', status: 403 },
  /** A cookie came from a page that is not ours. */
  foreign_origin: { code: 'FORBIDDEN', status: 403 },
  rate_limited: { code: 'TOO_MANY_REQUESTS', status: 429 },
  /** Nothing was written; ask again after `retryAfterMs`. */
  try_later: { code: 'SERVICE_UNAVAILABLE', status: 503 },
  /** Our fault. `error.data.errorId` finds the cause in the log. */
  internal: { code: 'INTERNAL_SERVER_ERROR', status: 500 },
} as const;

/** A key of `refusals`: why the server says no. */
export type Reason = keyof typeof refusals;

/** The refusals that `message.send` answers as data. */
export const sendRefusals = ['blocked', 'rate_limited', 'too_long', 'try_later'] as const satisfies readonly Reason[];
export type SendRefusal = (typeof sendRefusals)[number];

/** One broken rule of input: where, and what would be right. Never the value itself. */
export type InputIssue = {
  /** The field, by its keys with dots between. */
  path: string;
  /** What it must be, in English. */
  message: string;
};

/** `error.data` of every error that leaves the server. */
export type RefusalData = {
  reason: Reason;
  retryAfterMs?: number | undefined;
  issues?: InputIssue[] | undefined;
  errorId?: string | undefined;
};

export const isReason = (value: unknown): value is Reason =>
  typeof value === 'string' && Object.hasOwn(refusals, value);
