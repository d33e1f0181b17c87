import { Menu } from '@base-ui/react/menu';
import type { ReactNode, RefObject } from 'react';
import { useCallback, useState } from 'react';
import styled from 'styled-components';

const Positioner = styled(Menu.Positioner)`
  z-index: 1;
  outline: 0;
`;

const Popup = styled(Menu.Popup)`
  min-width: 220px;
  max-width: min(320px, calc(100vw - 24px));
  max-height: var(--available-height);
  overflow-y: auto;
  padding: 8px;
  border-radius: 16px;
  background: var(--raised);
  color: var(--text);
  box-shadow: var(--shadow);
  outline: 0;
  transform-origin: var(--transform-origin);
  transition:
    opacity 120ms,
    transform 120ms;

  &[data-starting-style],
  &[data-ending-style] {
    opacity: 0;
    transform: scale(0.96);
  }
`;

const row = `
  display: flex;
  align-items: center;
  gap: 12px;
  min-height: 44px;
  padding: 6px 12px;
  border-radius: 10px;
  cursor: default;
  user-select: none;
  outline: 0;

  &[data-highlighted] {
    background: var(--sunken);
  }
`;

export const MenuItem = styled(Menu.Item)<{ $danger?: boolean }>`
  ${row}
  color: ${({ $danger }) => ($danger ? 'var(--danger)' : 'inherit')};
`;

export const MenuRadioItem = styled(Menu.RadioItem)`
  ${row}
  justify-content: space-between;
`;

export const MenuLabel = styled(Menu.GroupLabel)`
  padding: 8px 12px 4px;
  font-size: 13px;
  font-weight: 600;
  color: var(--quiet);
`;

export const MenuLine = styled(Menu.Separator)`
  height: 1px;
  margin: 8px 4px;
  background: var(--line);
`;

type MenuFrameProps = {
  label: string;
  opener: RefObject<HTMLElement | null>;
  onClosed: () => void;
  children: ReactNode;
};

/** The dialog that an item led to has taken the focus, and keeps it. */
const focusAfter = (opener: HTMLElement | null): HTMLElement | null | false =>
  document.activeElement?.closest('[role="dialog"], [role="alertdialog"]') ? false : opener;

/** A menu under the button that asked for it. */
export const MenuFrame = ({ label, opener, onClosed, children }: MenuFrameProps) => {
  const [open, setOpen] = useState(true);
  // A menu has no place among landmarks of its own.
  const [landmark] = useState(() => document.querySelector('main'));
  // Nobody pressed a trigger that Base UI knows, so it cannot tell a key from a pointer.
  const [byKey] = useState(() => opener.current?.matches(':focus-visible') ?? false);
  const focusFirst = useCallback(
    (popup: HTMLElement | null) => {
      if (byKey) popup?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
    },
    [byKey],
  );

  return (
    <Menu.Root open={open} onOpenChange={setOpen} onOpenChangeComplete={(stays) => !stays && onClosed()}>
      <Menu.Portal container={landmark}>
        <Positioner anchor={opener} side="bottom" align="end" sideOffset={6} collisionPadding={12}>
          <Popup ref={focusFirst} aria-label={label} finalFocus={() => focusAfter(opener.current)}>
            {children}
          </Popup>
        </Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
};
