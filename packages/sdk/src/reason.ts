import { isReason } from '@duet/protocol';
import type { InputIssue, Reason } from '@duet/protocol';
import { TRPCClientError } from '@trpc/client';

/** `error.data` as it came over the wire: known by shape, not by promise. */
const dataOf = (error: unknown): object | null => {
  if (!(error instanceof TRPCClientError)) return null;
  const data: unknown = error.data;
  return typeof data === 'object' && data !== null ? data : null;
};

/** The server's reason, or `null`: it could not be reached, its answer was lost, or the error is not a call's. */
export const reasonOf = (error: unknown): Reason | null => {
  const data = dataOf(error);
  return data && 'reason' in data && isReason(data.reason) ? data.reason : null;
};

/** Milliseconds after which asking again may help; `null` when the server named none. */
export const retryAfterOf = (error: unknown): number | null => {
  const data = dataOf(error);
  return data && 'retryAfterMs' in data && typeof data.retryAfterMs === 'number' ? data.retryAfterMs : null;
};

const isIssue = (value: unknown): value is InputIssue =>
  typeof value === 'object' &&
  value !== null &&
  'path' in value &&
  typeof value.path === 'string' &&
  'message' in value &&
  typeof value.message === 'string';

/** The fields that an `invalid` input got wrong; empty for every other error. */
export const issuesOf = (error: unknown): readonly InputIssue[] => {
  const data = dataOf(error);
  return data && 'issues' in data && Array.isArray(data.issues) ? data.issues.filter(isIssue) : [];
};
