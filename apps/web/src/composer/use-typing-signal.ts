import type { RoomId } from '@duet/sdk';
import { useMemo } from 'react';
import { useSignedIn } from '../session/signed-in.ts';
import { createTypingSignal } from './typing-signal.ts';
import type { TypingSignal } from './typing-signal.ts';

/** Tells the peer that somebody writes. Not promised: a lost call is no fault. */
export const useTypingSignal = (roomId: RoomId): TypingSignal => {
  const { chat } = useSignedIn();
  return useMemo(() => {
    const tell = () => {
      if (chat.connection.get().status === 'live') chat.trpc.room.typing.mutate({ roomId }).catch(() => {});
    };
    return createTypingSignal(tell);
  }, [chat, roomId]);
};
