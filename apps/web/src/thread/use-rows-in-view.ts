import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefCallback, RefObject } from 'react';
import { useCallback, useLayoutEffect, useState } from 'react';
import { rowHeight } from './thread-rows.ts';
import type { ThreadRow } from './thread-rows.ts';
import { endThreshold } from './use-end.ts';

/** Rows beyond the view: enough for a hard turn of the wheel, and under 80 in all on the highest screen. */
const overscan = 12;

export type RowsInView = {
  /** What is in view and a little around it; `index` into the rows. */
  inView: readonly { key: string; index: number }[];
  /** The first row that is really in view. */
  firstInView: number;
  column: RefCallback<HTMLElement>;
  /** For every row's element, which carries its index as `data-index`. */
  measureRow: RefCallback<HTMLDivElement>;
  scrollToEnd: () => void;
};

/**
 * The rows of a thread that are worth an element, each at its place. Opens at the line "New messages", else at the end;
 * older rows that come before do not move what is in view.
 */
export const useRowsInView = (scroller: RefObject<HTMLDivElement | null>, rows: readonly ThreadRow[]): RowsInView => {
  const [opening] = useState(() => rows.findIndex((row) => row.kind === 'unread'));
  const [openingOffset] = useState(() =>
    rows.slice(0, opening === -1 ? rows.length : opening).reduce((sum, row) => sum + rowHeight(row), 0),
  );
  // Its methods change what they answer while staying themselves; nothing here is memoized by a compiler.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((index: number) => rowHeight(rows[index]), [rows]),
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    // The first picture is already of the right place; a scroll event would be a frame late.
    initialOffset: openingOffset,
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

  return {
    inView: virtualizer.getVirtualItems().map(({ key, index }) => ({ key: String(key), index })),
    firstInView: virtualizer.range?.startIndex ?? 0,
    column: virtualizer.containerRef,
    measureRow: virtualizer.measureElement,
    scrollToEnd: useCallback(() => virtualizer.scrollToEnd(), [virtualizer]),
  };
};
