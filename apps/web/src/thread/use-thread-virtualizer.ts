import type { ReactVirtualizer } from '@tanstack/react-virtual';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { useCallback, useLayoutEffect, useState } from 'react';
import { rowHeight } from './thread-rows.ts';
import type { ThreadRow } from './thread-rows.ts';
import { endThreshold } from './use-end.ts';

/** Rows beyond the view: enough for a hard turn of the wheel, and under 80 in all on the highest screen. */
const overscan = 12;

/** What is in view of a thread. It opens at the line "New messages", else at the end. */
export const useThreadVirtualizer = (
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly ThreadRow[],
): ReactVirtualizer<HTMLDivElement, HTMLDivElement> => {
  const [opening] = useState(() => rows.findIndex((row) => row.kind === 'unread'));
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((index: number) => rowHeight(rows[index]), [rows]),
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    // The first picture is already of the right place; a scroll event would be a frame late.
    initialOffset: () => rows.slice(0, opening === -1 ? rows.length : opening).reduce((sum, row) => sum + rowHeight(row), 0),
    anchorTo: 'end',
    scrollEndThreshold: endThreshold,
    overscan,
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
  });

  useLayoutEffect(() => {
    if (opening === -1) virtualizer.scrollToEnd();
    else virtualizer.scrollToIndex(opening, { align: 'start' });
  }, [virtualizer, opening]);

  return virtualizer;
};
