import type { User } from '@duet/sdk';
import type { RefObject } from 'react';
import { trpc } from '../app/trpc.ts';
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
  const utils = trpc.useUtils();
  const block = trpc.user.block.useMutation({ onSuccess: () => utils.user.invalidate() });
  const unblock = trpc.user.unblock.useMutation({ onSuccess: () => utils.user.invalidate() });
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
      onConfirm={() => (blocks ? block : unblock).mutateAsync({ userId: peer.id })}
    />
  );
};
