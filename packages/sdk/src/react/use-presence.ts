import type { User, UserId } from '@duet/protocol';
import { useRoomList } from './use-rooms.ts';

/** Whether someone is here. `lastActiveAt`: milliseconds since the epoch; `null` when never seen, or not for me to know. */
export type Presence = Pick<User, 'active' | 'lastActiveAt'>;

/** Of someone in whose room I am, kept live; `null` for everybody else. Not promised to be quick. */
export const usePresence = (userId: UserId): Presence | null => {
  const { data: peer } = useRoomList(({ rooms }) => rooms.find(({ peer }) => peer.id === userId)?.peer ?? null);
  return peer ?? null;
};
