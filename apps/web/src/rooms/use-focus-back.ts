import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/** Whoever comes back from a room stands in the list where they left it. */
export const useFocusBack = (list: RefObject<HTMLElement | null>, openRoomId: string | null): void => {
  const left = useRef<string | null>(null);
  useEffect(() => {
    const from = left.current;
    left.current = openRoomId;
    if (openRoomId !== null || from === null || document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLElement>(`a[href$="/rooms/${CSS.escape(from)}"]`)?.focus();
  }, [list, openRoomId]);
};
