import { limits } from '@duet/sdk';

export const unreadBadge = (unread: number): string => (unread >= limits.unread ? '99+' : String(unread));
