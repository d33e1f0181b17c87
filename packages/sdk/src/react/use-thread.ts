import { limits } from '@duet/protocol';
import type { Message, Room, RoomId, Seq, UserId } from '@duet/protocol';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Draft } from '../draft.ts';
import { threadItems } from '../thread.ts';
import type { Thread, ThreadItem } from '../thread.ts';
import { failedView } from './failure.ts';
import type { FailedView } from './failure.ts';
import { liveQuery } from './live/live-query.ts';
import { createOlderMessages } from './live/older-messages.ts';
import type { OlderMessages } from './live/older-messages.ts';
import { firstUnread, needsOlder, readSeqOf } from './reading.ts';
import { useReadable } from './use-readable.ts';
import { useRoom } from './use-room.ts';
import { useLive } from './use-session.ts';

/** A thread that can be shown. */
export type ReadyThread = {
  status: 'ready';
  /** Whose messages these are, kept live. */
  room: Room;
  /** What to show, in order: the messages, and my drafts where they stand. An item stays the same object until it changes. */
  items: readonly ThreadItem[];
  /** The loaded messages alone: one stretch, ascending by seq, without a hole. */
  messages: readonly Message[];
  /** There are messages before the first one. */
  hasOlder: boolean;
  /** There may be messages behind the last one: for a moment, until a reload has brought them. */
  hasNewer: boolean;
  /** What became of the newest `loadOlder()`. */
  older: 'idle' | 'loading' | 'failed';
  /** Joins the page before to the thread; one at a time. */
  loadOlder: () => void;
  /** The peer's first message that was unread when this component opened the room; stays while it is there. */
  firstUnread: Seq | null;
  /** How far the peer has read. */
  peerReadSeq: Seq;
};

/** A room's messages, or why there are none to show. */
export type ThreadView =
  /** Asked for. */
  | { status: 'loading' }
  /** There is no such room, or not for me. */
  | { status: 'not-found' }
  | FailedView
  | ReadyThread;

/** What was so when a component opened a room. It belongs to its pages, and so to one user and one room. */
type Opening = { of: OlderMessages; readSeq: Seq; unread: boolean };

/** `null` until what stands before the first unread message is loaded, or could not be. */
const useOpening = (
  room: Room | null,
  thread: Thread | undefined,
  me: UserId,
  pages: OlderMessages,
): Opening | null => {
  const older = useReadable(pages.state);
  const [held, setHeld] = useState<Opening | null>(null);
  const opening = held?.of === pages ? held : null;
  const readSeq = room ? readSeqOf(room, me) : 0;
  const waits = !opening && !!room && !!thread && older !== 'failed' && needsOlder(thread, room, readSeq);

  if (!opening && !waits && room && thread) setHeld({ of: pages, readSeq, unread: room.unread > 0 });
  useEffect(() => {
    if (waits) void pages.load(limits.page.max);
  }, [waits, pages, thread]);

  return opening;
};

/** The items before are at hand, so that those which stay are the same objects. */
const createArranging = () => {
  let shown: readonly ThreadItem[] = [];
  return (thread: Thread, drafts: readonly Draft[], roomId: RoomId): readonly ThreadItem[] =>
    (shown = threadItems(thread, drafts, roomId, shown));
};

const nothing: Thread = { messages: [], hasOlder: false, hasNewer: false };

/**
 * A room's messages with my drafts among them, kept live. Shows nothing before the place at which to open it, the first
 * unread message or the newest, is loaded.
 */
export const useThread = (roomId: RoomId): ThreadView => {
  const { chat, cache, ready } = useLive();
  const me = chat.me.id;
  const enabled = useReadable(ready);
  const asked = useRoom(roomId);
  const room = asked.status === 'ready' ? asked.room : null;
  const history = useQuery(
    cache.utils.message.history.queryOptions({ roomId }, { ...liveQuery, enabled }),
    cache.queryClient,
  );
  const thread = history.data ?? nothing;
  const drafts = useReadable(chat.outbox.drafts);
  const [arrange] = useState(createArranging);
  const items = useMemo(() => arrange(thread, drafts, roomId), [arrange, thread, drafts, roomId]);

  const pages = useMemo(() => createOlderMessages(cache, roomId), [cache, roomId]);
  const older = useReadable(pages.state);
  const loadOlder = useCallback(() => void pages.load(), [pages]);
  const opening = useOpening(room, history.data, me, pages);
  const unreadFrom = useMemo(
    () => (opening?.unread ? (firstUnread(thread, me, opening.readSeq)?.seq ?? null) : null),
    [opening, thread, me],
  );

  if (asked.status !== 'ready') return asked;
  if (history.isError && !history.data) return failedView(history);
  if (!opening) return { status: 'loading' };
  const { messages, hasOlder, hasNewer } = thread;
  return {
    status: 'ready',
    room: asked.room,
    items,
    messages,
    hasOlder,
    hasNewer,
    older,
    loadOlder,
    firstUnread: unreadFrom,
    peerReadSeq: readSeqOf(asked.room, asked.room.peer.id),
  };
};
