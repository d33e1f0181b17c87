import { useUnread } from '@duet/sdk/react';
import { useEffect } from 'react';
import { useWords } from '../words/words-context.tsx';
import { unreadBadge } from './unread.ts';

/** "(3) Duet": how much is unread, in the tab. */
export const useUnreadTitle = (): void => {
  const { words } = useWords();
  const unread = useUnread();

  useEffect(() => {
    document.title = unread > 0 ? words.app.unread(unreadBadge(unread)) : 'Duet';
  }, [unread, words]);
};
