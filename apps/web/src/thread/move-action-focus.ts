import type { KeyboardEvent } from 'react';

/** Up and Down, from one message's button to the next one's: the log is one stop for Tab, not fifty. */
export const moveActionFocus = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  const actions = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-action]')].toSorted(
    (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
  );
  const at = actions.findIndex((action) => action === document.activeElement);
  const next = actions[at + (event.key === 'ArrowUp' ? -1 : 1)];
  if (at === -1 || !next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
};
