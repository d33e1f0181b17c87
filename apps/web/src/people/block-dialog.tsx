import type { User } from '@duet/sdk';
import { useBlocking } from '@duet/sdk/react';
import type { RefObject } from 'react';
import { ConfirmDialog } from '../shapes/confirm-dialog.tsx';
import { useWords } from '../words/words-context.tsx';

type BlockDialogProps = {
  action: 'block' | 'unblock';
  peer: User;
  opener: RefObject<HTMLElement | null>;
  onClosed: () => void;
};

/** Asks first. What it changes in the room comes back through the feed. */
export const BlockDialog = ({ action, peer, opener, onClosed }: BlockDialogProps) => {
  const { words } = useWords();
  const { block, unblock } = useBlocking();
  const blocks = action === 'block';

  return (
    <ConfirmDialog
      title={blocks ? words.thread.blockTitle(peer.displayName) : words.thread.unblockTitle(peer.displayName)}
      text={blocks ? words.thread.blockText : words.thread.unblockText}
      action={blocks ? words.thread.block : words.thread.unblock}
      danger={blocks}
      fault={words.thread.failed}
      opener={opener}
      onClosed={onClosed}
      onConfirm={() => (blocks ? block : unblock)(peer.id)}
    />
  );
};
