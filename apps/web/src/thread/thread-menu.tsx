import type { User } from '@duet/sdk';
import type { RefObject } from 'react';
import { useBlockedByMe } from '../people/use-blocked-by-me.ts';
import { BlockIcon } from '../shapes/icons.tsx';
import { MenuFrame, MenuItem } from '../shapes/menu-frame.tsx';
import { useWords } from '../words/words-context.tsx';

type ThreadMenuProps = {
  opener: RefObject<HTMLElement | null>;
  onClosed: () => void;
  blocked: boolean;
  peer: User;
  onDialog: (dialog: 'block' | 'unblock') => void;
};

export const ThreadMenu = ({ opener, onClosed, blocked, peer, onDialog }: ThreadMenuProps) => {
  const { words } = useWords();
  const byMe = useBlockedByMe(peer.id) && blocked;
  return (
    <MenuFrame label={words.thread.menu} opener={opener} onClosed={onClosed}>
      {byMe ? (
        <MenuItem onClick={() => onDialog('unblock')}>
          <BlockIcon size={20} />
          {words.thread.unblock}
        </MenuItem>
      ) : (
        <MenuItem $danger onClick={() => onDialog('block')}>
          <BlockIcon size={20} />
          {words.thread.block}
        </MenuItem>
      )}
    </MenuFrame>
  );
};
