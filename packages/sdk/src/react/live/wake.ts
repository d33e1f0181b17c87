import type { Chat } from '../../chat.ts';

/** A page that comes back to the front, or a line that comes back, waits for no back-off. Returns the way to stop it. */
export const wakeWithPage = (chat: Chat): (() => void) => {
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener('online', () => chat.wake(), { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') chat.wake();
    },
    { signal },
  );
  return () => stop.abort();
};
