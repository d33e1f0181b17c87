import type { Room } from '@duet/sdk';
import { limits } from '@duet/sdk';

/** Up to `limits.unread`, which stands for that many or more. */
export const totalUnread = (rooms: readonly Room[]): number =>
  Math.min(
    rooms.reduce((sum, { unread }) => sum + unread, 0),
    limits.unread,
  );

export const unreadBadge = (unread: number): string => (unread >= limits.unread ? '99+' : String(unread));
