import type { Readable } from '@duet/sdk';
import { useReadable } from '@duet/sdk/react';
import type { ReactNode } from 'react';
import { createContext, use, useEffect } from 'react';
import type { Spoken } from './spoken.ts';

const WordsContext = createContext<Spoken | null>(null);

/** What the screen says, and the locale for dates. */
export const useWords = (): Spoken => {
  const spoken = use(WordsContext);
  if (!spoken) throw new Error('no WordsProvider above');
  return spoken;
};

export const WordsProvider = ({ spoken, children }: { spoken: Readable<Spoken>; children: ReactNode }) => {
  const now = useReadable(spoken);
  useEffect(() => {
    document.documentElement.lang = now.language;
  }, [now.language]);

  return <WordsContext value={now}>{children}</WordsContext>;
};
