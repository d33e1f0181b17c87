import type { MessageId, RoomId } from '@duet/protocol';
import { useMemo } from 'react';
import type { EnqueueResult } from '../outbox.ts';
import { useChat } from './use-session.ts';

/** What a composer needs. */
export type Send = {
  /**
   * Takes a text into the outbox, where it is kept, sent in order and asked again until the server has answered, also
   * over a lost line. It shows in the thread at once, as a draft. `ok: false`: not taken, keep the text (`full`,
   * `empty`, `too_long`: over 4,000 code points, `unclean`: control characters). Throws when it could not be stored.
   */
  send: (text: string) => Promise<EnqueueResult>;
  /** A draft that was refused goes back into its place in the queue. */
  retry: (id: MessageId) => Promise<void>;
  /** Drops a draft that was refused. */
  discard: (id: MessageId) => Promise<void>;
};

/** Writes to a room. The same object while room and user stay. */
export const useSend = (roomId: RoomId): Send => {
  const { outbox } = useChat();
  return useMemo(
    () => ({
      send: (text) => outbox.send(roomId, text),
      retry: (id) => outbox.retry(id),
      discard: (id) => outbox.discard(id),
    }),
    [outbox, roomId],
  );
};
