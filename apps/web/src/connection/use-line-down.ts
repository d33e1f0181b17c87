import type { Chat, ConnectionState } from '@duet/sdk';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useReadable } from '../app/use-readable.ts';

/** A server that restarts is back within this; nobody needs to be told. */
const patienceMs = 1500;

const isDown = ({ status }: ConnectionState): boolean => status === 'connecting' || status === 'waiting';

const subscribeToLine = (listener: () => void): (() => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

/** `null` while the socket is open, or closed for a moment only. */
export const useLineDown = (chat: Chat): 'offline' | 'reconnecting' | null => {
  const down = isDown(useReadable(chat.connection));
  const online = useSyncExternalStore(subscribeToLine, () => navigator.onLine);
  const [lasting, setLasting] = useState(false);

  useEffect(() => {
    if (!down) return;
    const timer = setTimeout(() => setLasting(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [down]);

  if (!down || !(lasting || !online)) return null;
  return online ? 'reconnecting' : 'offline';
};
