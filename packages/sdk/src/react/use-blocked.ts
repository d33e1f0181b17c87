import type { User, UserId } from '@duet/protocol';
import { useMutation, useQuery } from '@tanstack/react-query';
import { failedView } from './failure.ts';
import type { FailedView } from './failure.ts';
import { liveMutation, liveQuery } from './live/live-query.ts';
import { useLive } from './use-session.ts';

/** Whom I block. */
export type BlockedView =
  /** Asked for. */
  | { status: 'loading' }
  | FailedView
  /** All of them. */
  | { status: 'ready'; people: readonly User[] };

/** Whom I block. A room's `status` only says that one of the two does. */
export const useBlocked = (): BlockedView => {
  const { utils, queryClient } = useLive().cache;
  const answer = useQuery(utils.user.blocked.queryOptions(undefined, liveQuery), queryClient);
  if (answer.data) return { status: 'ready', people: answer.data.users };
  return answer.isError ? failedView(answer) : { status: 'loading' };
};

/** What they do to the room comes back through the feed. Both throw a `TRPCClientError`. */
export type Blocking = {
  /** Closes the room of the two for both. Throws `not_found`, `rate_limited` … */
  block: (userId: UserId) => Promise<void>;
  /** Takes my block back; the room opens unless the other one blocks me. */
  unblock: (userId: UserId) => Promise<void>;
  /** The newest try threw. */
  failed: boolean;
};

/** To block somebody, and to take it back. */
export const useBlocking = (): Blocking => {
  const { chat, cache } = useLive();
  const { mutateAsync, isError } = useMutation(
    {
      ...liveMutation,
      mutationFn: async ({ action, userId }: { action: 'block' | 'unblock'; userId: UserId }) => {
        await chat.trpc.user[action].mutate({ userId });
      },
      // Not waited for: whose list shows is asked anew.
      onSettled: () => void cache.utils.user.invalidate(),
    },
    cache.queryClient,
  );
  return {
    block: (userId) => mutateAsync({ action: 'block', userId }),
    unblock: (userId) => mutateAsync({ action: 'unblock', userId }),
    failed: isError,
  };
};
