import type { Room, Seq } from '@duet/sdk';
import { useEffect, useRef } from 'react';
import { useReadable } from '../app/use-readable.ts';
import { useSignedIn } from '../session/signed-in.ts';
import { usePageAttended } from './use-page-attended.ts';

/** Read is what stood before somebody's eyes: the newest message in view, the page in front and focused. */
export const useMarkRead = (roomId: Room['id'], newestOfPeer: Seq, readSeq: Seq, inView: boolean): void => {
  const { chat } = useSignedIn();
  const live = useReadable(chat.connection).status === 'live';
  const attended = usePageAttended();
  const asked = useRef<Seq>(0);
  const due = inView && attended && live && newestOfPeer > readSeq;

  useEffect(() => {
    if (!due || asked.current >= newestOfPeer) return;
    asked.current = newestOfPeer;
    chat.trpc.room.markRead.mutate({ roomId, seq: newestOfPeer }).catch(() => {
      // Asked again with the next message, or when the line is back.
      asked.current = 0;
    });
  }, [chat, roomId, due, newestOfPeer]);
};
