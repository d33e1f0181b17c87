import { refusals } from '@duet/protocol';
import type { InputIssue, Reason } from '@duet/protocol';
import { TRPCError } from '@trpc/server';

/** What a person reads who has no better words for the reason. */
export const reasonText: Record<Reason, string> = {
  signed_out: 'Sign in first.',
  wrong_credentials: 'Username and password do not match.',
  not_found: 'Not found.',
  invalid: 'The input breaks a rule.',
  taken: 'This username is taken.',
  too_long: 'The text is too long.',
  blocked: 'One of you has blocked the other.',
  foreign_origin: 'This origin is not allowed.',
  rate_limited: 'Too many requests.',
  try_later: 'Not now. Try again later.',
  internal: 'Something went wrong on our side.',
};

type Details = { retryAfterMs?: number | undefined; issues?: InputIssue[] | undefined };

/** A refusal on its way out: its tRPC code and HTTP status come from the one table. */
export class Refusal extends TRPCError {
  override readonly name = 'Refusal';
  readonly reason: Reason;
  readonly details: Details;

  constructor(reason: Reason, details: Details = {}) {
    super({ code: refusals[reason].code, message: reasonText[reason] });
    this.reason = reason;
    this.details = details;
  }
}

/** The one way to refuse a call. */
export const refuse = (reason: Reason, details: Details = {}): never => {
  throw new Refusal(reason, details);
};
