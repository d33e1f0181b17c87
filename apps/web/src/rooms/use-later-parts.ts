import { useEffect } from 'react';

/** What dialogs, menus and the search need beyond the first load. */
const parts = [
  () => import('../people/new-message-dialog.tsx'),
  () => import('../people/people-results.tsx'),
  () => import('../people/block-dialog.tsx'),
  () => import('../people/blocked-people-dialog.tsx'),
  () => import('../settings/settings-menu.tsx'),
  () => import('../settings/sign-out-dialog.tsx'),
  () => import('../thread/thread-menu.tsx'),
];

// Behind what the press itself asks for.
const afterMs = 1_000;

/** Fetches them once somebody has pressed something, so that the first load stays small and a line that is cut later takes none of them away. */
export const useLaterParts = (): void => {
  useEffect(() => {
    const over = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const fetchSoon = (): void => {
      over.abort();
      // One that cannot be had now is asked for again when it is shown.
      timer = setTimeout(() => void Promise.allSettled(parts.map((part) => part())), afterMs);
    };
    for (const press of ['pointerdown', 'keydown']) addEventListener(press, fetchSoon, { signal: over.signal });
    return () => {
      over.abort();
      clearTimeout(timer);
    };
  }, []);
};
