import { limits } from '@duet/protocol';
import type { Message, Room, Seq, UserId } from '@duet/protocol';
import type { Thread } from '../thread.ts';

/** Up to `limits.unread`, which stands for that many or more. */
export const totalUnread = (rooms: readonly Room[]): number =>
  Math.min(
    rooms.reduce((sum, { unread }) => sum + unread, 0),
    limits.unread,
  );

/** How far one of the two has read; 0: nothing yet. */
export const readSeqOf = ({ readSeqs }: Room, userId: UserId): Seq =>
  readSeqs.find((receipt) => receipt.userId === userId)?.seq ?? 0;

/**
 * Where a person who opens the room begins: the first message of the peer behind my receipt. Not known while that may
 * stand before the first loaded one.
 */
export const firstUnread = ({ messages, hasOlder }: Thread, me: UserId, readSeq: Seq): Message | undefined =>
  hasOlder && (messages[0]?.seq ?? 0) > readSeq
    ? undefined
    : messages.find((message) => message.seq > readSeq && message.senderId !== me);

/** The first unread message may stand before the newest page: then one large page more, before anything is shown. */
export const needsOlder = ({ messages, hasOlder }: Thread, { unread }: Room, readSeq: Seq): boolean =>
  unread > 0 && hasOlder && messages.length < limits.page.max && (messages[0]?.seq ?? 0) > readSeq;
