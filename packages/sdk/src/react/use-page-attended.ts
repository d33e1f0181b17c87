import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void): (() => void) => {
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener('focus', listener, { signal });
  window.addEventListener('blur', listener, { signal });
  document.addEventListener('visibilitychange', listener, { signal });
  return () => stop.abort();
};

/** The page is in front and has the focus. */
export const usePageAttended = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => document.visibilityState === 'visible' && document.hasFocus(),
    () => false,
  );
