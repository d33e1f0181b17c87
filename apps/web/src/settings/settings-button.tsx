import { lazy, Suspense, useState } from 'react';
import { IconButton } from '../shapes/button.ts';
import { GearIcon } from '../shapes/icons.tsx';
import { useOverlay } from '../shapes/use-overlay.ts';
import type { SettingsDialog } from './settings-dialog.ts';
import { useWords } from '../words/words-context.tsx';

const load = () => import('./settings-menu.tsx');
const SettingsMenu = lazy(() => load().then(({ SettingsMenu: component }) => ({ default: component })));
const SignOutDialog = lazy(() =>
  import('./sign-out-dialog.tsx').then(({ SignOutDialog: component }) => ({ default: component })),
);
const BlockedPeopleDialog = lazy(() =>
  import('../people/blocked-people-dialog.tsx').then(({ BlockedPeopleDialog: component }) => ({ default: component })),
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
        onPointerEnter={() => void load()}
      >
        <GearIcon />
      </IconButton>
      <Suspense>
        {shown && <SettingsMenu opener={opener} onClosed={onClosed} onDialog={setDialog} />}
        {dialog === 'blocked' && <BlockedPeopleDialog {...asDialog} />}
        {dialog === 'sign-out' && <SignOutDialog {...asDialog} />}
      </Suspense>
    </>
  );
};
