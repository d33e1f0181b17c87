import type { Readable } from '@duet/sdk';
import { createValue } from '../app/value.ts';
import type { Words } from './en.ts';
import { languageOf } from './language.ts';
import type { Language, LanguageChoice } from './language.ts';

export type Spoken = { words: Words; language: Language; locale: string };

/** One language is loaded, the other one when somebody asks for it. */
const load = async (language: Language): Promise<Words> => {
  switch (language) {
    case 'en':
      return (await import('./en.ts')).en;
    case 'ko':
      return (await import('./ko.ts')).ko;
  }
};

/** Resolves when the first words are there. A language that cannot be loaded leaves the one that is. */
export const startSpoken = async (
  choice: Readable<LanguageChoice>,
  preferred: readonly string[],
): Promise<{ spoken: Readable<Spoken>; stop: () => void }> => {
  const loaded = async (): Promise<Spoken> => {
    const { language, locale } = languageOf(choice.get(), preferred);
    return { words: await load(language), language, locale };
  };
  const spoken = createValue(await loaded());
  const follow = async () => {
    const next = await loaded().catch(() => spoken.get());
    // Chosen again while it was loading: the later choice is on its way.
    if (next.language === languageOf(choice.get(), preferred).language) spoken.set(next);
  };
  return { spoken, stop: choice.subscribe(() => void follow()) };
};
