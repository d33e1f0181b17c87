import { Button, IconButton } from '../shapes/button.ts';
import { ComposeIcon } from '../shapes/icons.tsx';
import { lazyOverlay, preloads } from '../shapes/lazy-overlay.tsx';
import { useOverlay } from '../shapes/use-overlay.ts';
import { useWords } from '../words/words-context.tsx';

const load = async () => (await import('./new-message-dialog.tsx')).NewMessageDialog;
const NewMessageDialog = lazyOverlay(load);

export const NewMessageButton = ({ look }: { look: 'icon' | 'text' }) => {
  const { words } = useWords();
  const { shown, show, onClosed, opener } = useOverlay();
  const asButton = {
    ref: opener,
    type: 'button',
    onClick: show,
    onPointerEnter: preloads(load),
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
      {shown && <NewMessageDialog opener={opener} onClosed={onClosed} />}
    </>
  );
};
