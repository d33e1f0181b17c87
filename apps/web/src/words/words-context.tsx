import type { ReactNode } from 'react';
import { createContext, use, useEffect, useMemo } from 'react';
import { useAppParts } from '../app/app-parts.ts';
import { useReadable } from '../app/use-readable.ts';
import { en } from './en.ts';
import type { Words } from './en.ts';
import { ko } from './ko.ts';
import { languageOf } from './language.ts';
import type { Language } from './language.ts';

type Spoken = { words: Words; language: Language; locale: string };

const WordsContext = createContext<Spoken>({ words: en, language: 'en', locale: 'en' });

const wordsOf: Record<Language, Words> = { en, ko };

export const useWords = (): Spoken => use(WordsContext);

export const WordsProvider = ({ children }: { children: ReactNode }) => {
  const choice = useReadable(useAppParts().language);
  const spoken = useMemo(() => {
    const { language, locale } = languageOf(choice, navigator.languages);
    return { words: wordsOf[language], language, locale };
  }, [choice]);

  useEffect(() => {
    document.documentElement.lang = spoken.language;
  }, [spoken.language]);

  return <WordsContext value={spoken}>{children}</WordsContext>;
};
