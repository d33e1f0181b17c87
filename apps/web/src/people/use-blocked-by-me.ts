import type { UserId } from '@duet/sdk';
import { trpc } from '../app/trpc.ts';

/** A room only says that one of the two blocks; whom I block is my own list. */
export const useBlockedByMe = (peerId: UserId, roomBlocked: boolean): boolean => {
  const { data } = trpc.user.blocked.useQuery(undefined, { enabled: roomBlocked });
  return roomBlocked && (data?.users.some(({ id }) => id === peerId) ?? false);
};
