import { useSyncExternalStore } from 'react';
import { listenToPage } from './live/listen-to-page.ts';

const subscribe = (listener: () => void): (() => void) => listenToPage(['focus', 'blur', 'visibilitychange'], listener);

/** The page is in front and has the focus. */
export const usePageAttended = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => document.visibilityState === 'visible' && document.hasFocus(),
    () => false,
  );
