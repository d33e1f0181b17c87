import { reasonOf } from '@duet/sdk';
import { QueryClient } from '@tanstack/react-query';

/** What may get better by asking again: no answer at all, or one that says so. */
export const mayPass = (error: unknown): boolean => {
  const reason = reasonOf(error);
  return reason === null || reason === 'try_later' || reason === 'rate_limited' || reason === 'internal';
};

/** The feed keeps what was asked for true, so nothing goes stale by itself. One per chat. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The socket knows better than the browser whether there is a line.
        networkMode: 'always',
        retry: (failures, error) => failures < 4 && mayPass(error),
      },
      mutations: { networkMode: 'always' },
    },
  });
