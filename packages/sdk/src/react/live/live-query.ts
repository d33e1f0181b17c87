import { reasonOf } from '../../reason.ts';

/** What may get better by asking again: no answer at all, or one that says so. */
export const mayPass = (error: unknown): boolean => {
  const reason = reasonOf(error);
  return reason === null || reason === 'try_later' || reason === 'rate_limited' || reason === 'internal';
};

/** The socket knows better than the browser whether there is a line. */
export const liveMutation = { networkMode: 'always' } as const;

/**
 * Said with every question, so that it holds in a query client of the app's own too. The feed keeps what was asked for
 * true: nothing goes stale by itself.
 */
export const liveQuery = {
  ...liveMutation,
  staleTime: Infinity,
  retry: (failures: number, error: unknown): boolean => failures < 4 && mayPass(error),
} as const;
