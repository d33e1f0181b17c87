import { useChat, useDuetClient, useReadable } from '@duet/sdk/react';
import type { RefObject } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmDialog } from '../shapes/confirm-dialog.tsx';
import { useComposerTexts } from '../storage/use-composer-texts.ts';
import { useWords } from '../words/words-context.tsx';

type SignOutDialogProps = { opener: RefObject<HTMLElement | null>; onClosed: () => void };

/** Says what would be lost, and leaves nothing of this user behind. */
export const SignOutDialog = ({ opener, onClosed }: SignOutDialogProps) => {
  const client = useDuetClient();
  const texts = useComposerTexts();
  const { words } = useWords();
  const navigate = useNavigate();
  const unsent = useReadable(useChat().outbox.drafts).filter((draft) => draft.state.status !== 'accepted').length;

  const signOut = async () => {
    await client.signOut({ forget: true });
    texts.clear();
    // Whoever comes next did not come for this room.
    await navigate('/sign-in', { replace: true });
  };

  return (
    <ConfirmDialog
      title={words.settings.signOutTitle}
      text={unsent > 0 ? words.settings.signOutUnsent(unsent) : undefined}
      action={words.settings.signOut}
      danger={unsent > 0}
      fault={words.settings.signOutFailed}
      opener={opener}
      onClosed={onClosed}
      onConfirm={signOut}
    />
  );
};
