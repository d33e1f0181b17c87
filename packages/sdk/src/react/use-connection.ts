import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ConnectionState } from '../connection-state.ts';
import { listenToPage } from './live/listen-to-page.ts';
import { useReadable } from './use-readable.ts';
import { useChat } from './use-session.ts';

/** A server that restarts is back within this; nobody needs to be told. */
const patienceMs = 1500;

/** How the line is, for a banner. Writing goes on in every state: the outbox sends when there is a line again. */
export type ConnectionView =
  /** The socket is open, or was not for so short a time (1.5 s) that nobody needs to be told. */
  | { status: 'live' }
  /** The server cannot be reached. `retry`: now, instead of at the end of the wait. */
  | { status: 'reconnecting'; retry: () => void }
  /** The browser says that there is no line at all. */
  | { status: 'offline'; retry: () => void };

const isDown = ({ status }: ConnectionState): boolean => status === 'connecting' || status === 'waiting';

const subscribeToLine = (listener: () => void): (() => void) => listenToPage(['online', 'offline'], listener);

/** The line to the server. The raw state, with the time of the next try, is `useReadable(useChat().connection)`. */
export const useConnection = (): ConnectionView => {
  const chat = useChat();
  const down = isDown(useReadable(chat.connection));
  const online = useSyncExternalStore(
    subscribeToLine,
    () => navigator.onLine,
    () => true,
  );
  const [lasting, setLasting] = useState(false);

  useEffect(() => {
    if (!down) return;
    const timer = setTimeout(() => setLasting(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [chat, down]);

  if (!down || !(lasting || !online)) return { status: 'live' };
  return { status: online ? 'reconnecting' : 'offline', retry: () => chat.wake() };
};
