import { lazy, Suspense } from 'react';
import { Button, IconButton } from '../shapes/button.ts';
import { ComposeIcon } from '../shapes/icons.tsx';
import { useOverlay } from '../shapes/use-overlay.ts';
import { useWords } from '../words/words-context.tsx';

const load = () => import('./new-message-dialog.tsx');
const NewMessageDialog = lazy(() => load().then(({ NewMessageDialog: component }) => ({ default: component })));

export const NewMessageButton = ({ look }: { look: 'icon' | 'text' }) => {
  const { words } = useWords();
  const { shown, show, onClosed, opener } = useOverlay();
  const asButton = {
    ref: opener,
    type: 'button',
    onClick: show,
    onPointerEnter: () => void load(),
    'aria-haspopup': 'dialog',
  } as const;

  return (
    <>
      {look === 'icon' ? (
        <IconButton {...asButton} aria-label={words.rooms.newMessage} title={words.rooms.newMessage}>
          <ComposeIcon />
        </IconButton>
      ) : (
        <Button {...asButton}>{words.rooms.send}</Button>
      )}
      {shown && (
        <Suspense>
          <NewMessageDialog opener={opener} onClosed={onClosed} />
        </Suspense>
      )}
    </>
  );
};
