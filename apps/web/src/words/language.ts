export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

export const languageChoices = ['system', ...languages] as const;
export type LanguageChoice = (typeof languageChoices)[number];

/** The language of the screen, and the locale for dates: the browser's own where it is of that language (en-GB). */
export const languageOf = (
  choice: LanguageChoice,
  preferred: readonly string[],
): { language: Language; locale: string } => {
  const spoken = (tag: string) => languages.find((language) => tag.toLowerCase().split('-')[0] === language);
  const language = choice === 'system' ? (preferred.map(spoken).find((found) => found !== undefined) ?? 'en') : choice;
  return { language, locale: preferred.find((tag) => spoken(tag) === language) ?? language };
};
