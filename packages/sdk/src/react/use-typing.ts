import type { RoomId } from '@duet/protocol';
import { useMemo } from 'react';
import { createTypingSignal } from './typing-signal.ts';
import type { TypingSignal } from './typing-signal.ts';
import { useSelected } from './use-readable.ts';
import { useLive } from './use-session.ts';

/** Both directions of it. */
export type Typing = {
  /** The other one writes: until 6 s passed without a word of it, or their message is there. */
  peerTypes: boolean;
  /** For my own composer. The same object while room and user stay. */
  mine: TypingSignal;
};

/** Who types in a room. Not promised, in either direction: without a line nothing is told. */
export const useTyping = (roomId: RoomId): Typing => {
  const { chat, typing } = useLive();
  const peerTypes = useSelected(typing, (rooms) => rooms.has(roomId));
  const mine = useMemo(() => {
    const tell = () => {
      if (chat.connection.get().status === 'live') chat.trpc.room.typing.mutate({ roomId }).catch(() => {});
    };
    return createTypingSignal(tell);
  }, [chat, roomId]);
  return { peerTypes, mine };
};
