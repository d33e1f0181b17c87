import type { FeedEvent, HistoryPage, Message, RoomId } from '@duet/protocol';
import type { Draft } from './draft.ts';

/** A room's loaded messages: one stretch, ascending by seq, without a hole. */
export type Thread = HistoryPage;

/** The thread after one event: inserted by seq, a known seq changes nothing. */
export declare const threadAfter: (thread: Thread, event: FeedEvent, roomId: RoomId) => Thread;
/** The thread with an older page before it, or a newer one behind it. */
export declare const threadWithPage: (thread: Thread, page: HistoryPage) => Thread;
/** After a reset: joined with the fresh newest page when the two touch, replaced by it when there may be a hole between. */
export declare const threadReloaded: (thread: Thread, fresh: HistoryPage) => Thread;
/** What the screen shows: the messages, then the drafts that have not arrived among them. A draft is hidden the moment its message is here. */
export declare const threadItems: (
  thread: Thread,
  drafts: readonly Draft[],
  roomId: RoomId,
) => readonly ({ type: 'message'; message: Message } | { type: 'draft'; draft: Draft })[];
