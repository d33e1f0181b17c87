import type { Room, Seq } from '@duet/sdk';
import { useEffect } from 'react';
import { useReadable } from '../app/use-readable.ts';
import { mayPass } from '../live/query-client.ts';
import { useSignedIn } from '../session/signed-in.ts';
import { usePageAttended } from './use-page-attended.ts';

/** A receipt that was not taken is given again after this: what was read must not stay unread. */
const againMs = 3000;

/** Read is what stood before somebody's eyes: the newest message in view, the page in front and focused. */
export const useMarkRead = (roomId: Room['id'], newestOfPeer: Seq, readSeq: Seq, inView: boolean): void => {
  const { chat, live } = useSignedIn();
  const connected = useReadable(chat.connection).status === 'live';
  const reads = usePageAttended() && inView;
  const due = reads && connected && newestOfPeer > readSeq;

  useEffect(() => {
    if (!reads) return;
    live.reading.set(roomId);
    return () => live.reading.set(null);
  }, [live, roomId, reads]);

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
