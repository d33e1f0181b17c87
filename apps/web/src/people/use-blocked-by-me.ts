import type { UserId } from '@duet/sdk';
import { useBlocked } from '@duet/sdk/react';

/** A room only says that one of the two blocks; whom I block is my own list. */
export const useBlockedByMe = (peerId: UserId): boolean => {
  const blocked = useBlocked();
  return blocked.status === 'ready' && blocked.people.some(({ id }) => id === peerId);
};
