import type { Room, UserId } from '@duet/protocol';
import { useMutation } from '@tanstack/react-query';
import { liveMutation } from './live/live-query.ts';
import { useLive } from './use-session.ts';

/** The way into a room with somebody. */
export type OpenRoom = {
  /**
   * The room with someone, which is made if there is none: the same pair always gets the same one, and the other side
   * sees it with its first message. Throws a `TRPCClientError`; `reasonOf(error)`: `not_found`, `blocked`,
   * `rate_limited`, `invalid` (oneself) …
   */
  open: (userId: UserId) => Promise<Room>;
  /** Asked for, and not answered yet. */
  opening: boolean;
  /** The newest try threw. */
  failed: boolean;
};

/** For a list of people: a click opens the room. */
export const useOpenRoom = (): OpenRoom => {
  const { chat, cache } = useLive();
  const { mutateAsync, isPending, isError } = useMutation(
    {
      ...liveMutation,
      mutationFn: async (userId: UserId) => {
        const room = await chat.trpc.room.create.mutate({ userId });
        cache.utils.room.get.setData({ roomId: room.id }, room);
        return room;
      },
    },
    cache.queryClient,
  );
  return { open: mutateAsync, opening: isPending, failed: isError };
};
