import { useState } from 'react';
import { IconButton } from '../shapes/button.ts';
import { GearIcon } from '../shapes/icons.tsx';
import { lazyOverlay, preloads } from '../shapes/lazy-overlay.tsx';
import { useOverlay } from '../shapes/use-overlay.ts';
import type { SettingsDialog } from './settings-dialog.ts';
import { useWords } from '../words/words-context.tsx';

const load = async () => (await import('./settings-menu.tsx')).SettingsMenu;
const SettingsMenu = lazyOverlay(load);
const SignOutDialog = lazyOverlay(async () => (await import('./sign-out-dialog.tsx')).SignOutDialog);
const BlockedPeopleDialog = lazyOverlay(
  async () => (await import('../people/blocked-people-dialog.tsx')).BlockedPeopleDialog,
);

export const SettingsButton = () => {
  const { words } = useWords();
  const { shown, show, onClosed, opener } = useOverlay();
  const [dialog, setDialog] = useState<SettingsDialog | null>(null);
  const asDialog = { opener, onClosed: () => setDialog(null) };

  return (
    <>
      <IconButton
        ref={opener}
        type="button"
        aria-label={words.settings.menu}
        title={words.settings.menu}
        aria-haspopup="menu"
        aria-expanded={shown}
        onClick={show}
        onPointerEnter={preloads(load)}
      >
        <GearIcon />
      </IconButton>
      {shown && <SettingsMenu opener={opener} onClosed={onClosed} onDialog={setDialog} />}
      {dialog === 'blocked' && <BlockedPeopleDialog {...asDialog} />}
      {dialog === 'sign-out' && <SignOutDialog {...asDialog} />}
    </>
  );
};
