import type { User } from '@duet/sdk';
import { useReadable } from '@duet/sdk/react';
import { useAppParts } from '../app/app-parts.ts';
import { relativeTime } from '../words/time-words.ts';
import { useWords } from '../words/words-context.tsx';

/** "Active now", "Active 5m ago"; `null` when it is not for me to know. */
export const useActiveWords = ({ active, lastActiveAt }: User): string | null => {
  const { words, locale } = useWords();
  const now = useReadable(useAppParts().clock);
  if (active) return words.thread.activeNow;
  if (lastActiveAt === null) return null;
  return words.thread.activeAgo(relativeTime(Math.min(lastActiveAt - now, -60_000), locale, 'narrow'));
};
