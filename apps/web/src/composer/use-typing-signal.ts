import type { RoomId } from '@duet/sdk';
import { useMemo } from 'react';
import { useSignedIn } from '../session/signed-in.ts';

/** Half of how long it is shown. */
const everyMs = 3000;

/** Tells the peer that somebody writes, at most every 3 s. Not promised: a lost call is no fault. */
export const useTypingSignal = (roomId: RoomId): { signal: () => void; rest: () => void } => {
  const { chat } = useSignedIn();
  return useMemo(() => {
    let last = -Infinity;
    return {
      signal: () => {
        if (performance.now() - last < everyMs || chat.connection.get().status !== 'live') return;
        last = performance.now();
        chat.trpc.room.typing.mutate({ roomId }).catch(() => {});
      },
      /** Sent: the next word is news again. */
      rest: () => {
        last = -Infinity;
      },
    };
  }, [chat, roomId]);
};
