import { useEffect } from 'react';
import { trpc } from '../app/trpc.ts';
import { useReadable } from '../app/use-readable.ts';
import { wholeList } from '../live/chat-cache.ts';
import { useSignedIn } from '../session/signed-in.ts';
import { useWords } from '../words/words-context.tsx';
import { totalUnread, unreadBadge } from './unread.ts';

/** "(3) Duet": how much is unread, in the tab. */
export const useUnreadTitle = (): void => {
  const { words } = useWords();
  const reading = useReadable(useSignedIn().live.reading);
  const { data: list } = trpc.room.list.useQuery(wholeList, { enabled: false });
  const unread = totalUnread(list?.rooms.filter(({ id }) => id !== reading) ?? []);

  useEffect(() => {
    document.title = unread > 0 ? words.app.unread(unreadBadge(unread)) : 'Duet';
  }, [unread, words]);
};
