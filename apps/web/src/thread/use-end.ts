import type { RefObject } from 'react';
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';

/** Nearer than this to the end counts as there: the newest message is in view. */
export const endThreshold = 40;

export type End = {
  /** The newest message is in view. */
  atEnd: boolean;
  goToEnd: () => void;
};

/**
 * Where the reader stands. Who is at the end stays there, whatever grows or shrinks: messages, typing dots, the
 * composer, an on-screen keyboard. Who is not is never moved.
 */
export const useEnd = (scroller: RefObject<HTMLElement | null>, scrollToEnd: () => void, rows: unknown): End => {
  const [atEnd, setAtEnd] = useState(false);
  const stays = useRef(false);

  const look = useCallback(() => {
    const { current } = scroller;
    if (!current) return;
    stays.current = current.scrollHeight - current.scrollTop - current.clientHeight <= endThreshold;
    setAtEnd(stays.current);
  }, [scroller]);
  const settle = useEffectEvent(() => {
    if (stays.current) scrollToEnd();
    look();
  });

  useLayoutEffect(() => settle(), [rows]);

  useEffect(() => {
    const { current } = scroller;
    if (!current) return;
    const observer = new ResizeObserver(() => settle());
    observer.observe(current);
    for (const child of current.children) observer.observe(child);
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, [scroller, look]);

  const goToEnd = useCallback(() => {
    stays.current = true;
    scrollToEnd();
  }, [scrollToEnd]);

  return { atEnd, goToEnd };
};
