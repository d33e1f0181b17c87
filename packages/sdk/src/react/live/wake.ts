import type { Chat } from '../../chat.ts';
import { listenToPage } from './listen-to-page.ts';

/** A page that comes back to the front, or a line that comes back, waits for no back-off. Returns the way to stop it. */
export const wakeWithPage = (chat: Chat): (() => void) =>
  listenToPage(['online', 'visibilitychange'], ({ type }) => {
    if (type === 'online' || document.visibilityState === 'visible') chat.wake();
  });
