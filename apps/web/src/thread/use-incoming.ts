import type { Message, Seq, UserId } from '@duet/sdk';
import { useEffect, useRef, useState } from 'react';

/** The peer's messages that came while somebody was here, for the one who listens: older pages are no news. */
export const useIncoming = (messages: readonly Message[], me: UserId): readonly Message[] => {
  const newest: Seq = messages.at(-1)?.seq ?? 0;
  const told = useRef(newest);
  const [incoming, setIncoming] = useState<readonly Message[]>([]);

  useEffect(() => {
    const fresh = messages.filter(({ seq, senderId }) => seq > told.current && senderId !== me);
    told.current = Math.max(told.current, newest);
    if (fresh.length > 0) setIncoming(fresh.slice(-3));
  }, [messages, newest, me]);

  return incoming;
};
