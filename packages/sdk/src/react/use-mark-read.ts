import type { RoomId, Seq } from '@duet/protocol';
import { useEffect } from 'react';
import { mayPass } from './live/live-query.ts';
import { readSeqOf } from './reading.ts';
import { useHistory } from './use-history.ts';
import { usePageAttended } from './use-page-attended.ts';
import { useReadable } from './use-readable.ts';
import { useRoom } from './use-room.ts';
import { useLive } from './use-session.ts';

/** A receipt that was not taken is given again after this: what was read must not stay unread. */
const againMs = 3000;

/**
 * Read is what stood before somebody's eyes. While `seen` says that the thread's newest message is in view, and the page
 * is in front and has the focus, everything in the room is read: the peer is told, and the list counts nothing there.
 */
export const useMarkRead = (roomId: RoomId, seen: boolean): void => {
  const { chat, reading } = useLive();
  const me = chat.me.id;
  const connected = useReadable(chat.connection).status === 'live';
  const asked = useRoom(roomId);
  // Whoever shows the thread asks for it.
  const { data: thread } = useHistory(roomId, false);
  const readSeq: Seq = asked.status === 'ready' ? readSeqOf(asked.room, me) : Infinity;
  const newestOfPeer: Seq = thread?.messages.findLast(({ senderId }) => senderId !== me)?.seq ?? 0;
  const attended = usePageAttended();
  const reads = attended && seen && thread?.hasNewer === false;
  const due = reads && connected && newestOfPeer > readSeq;

  useEffect(() => {
    if (!reads) return;
    reading.set(roomId);
    return () => reading.set(null);
  }, [reading, roomId, reads]);

  useEffect(() => {
    if (!due) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const tell = () => {
      chat.trpc.room.markRead.mutate({ roomId, seq: newestOfPeer }).catch((error: unknown) => {
        if (!gone && mayPass(error)) timer = setTimeout(tell, againMs);
      });
    };
    tell();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [chat, roomId, due, newestOfPeer]);
};
