import { totalUnread } from './reading.ts';
import { useRooms } from './use-rooms.ts';

/** How many messages are unread in the rooms of the list: for a badge. 0 to 100, which stands for that many or more. */
export const useUnread = (): number => {
  const view = useRooms();
  return view.status === 'ready' ? totalUnread(view.rooms) : 0;
};
