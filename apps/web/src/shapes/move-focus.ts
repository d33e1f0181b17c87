import type { KeyboardEvent } from 'react';

/** Up, Down, Home and End go from one to the next of the elements that `selector` finds under the handler. */
export const moveFocus = (event: KeyboardEvent<HTMLElement>, selector: string): void => {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = all.findIndex((element) => element.contains(document.activeElement));
  const steps: Record<string, number> = {
    ArrowDown: Math.min(at + 1, all.length - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: all.length - 1,
  };
  const next = steps[event.key];
  if (next === undefined || at === -1) return;
  event.preventDefault();
  all[next]?.focus();
};
