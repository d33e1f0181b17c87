import { grounds } from './colors.ts';

export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** The stylesheet knows what the system says; a choice of one's own stands over it, also in the browser's own bars. */
export const applyTheme = (page: Document, choice: ThemeChoice): void => {
  const { dataset } = page.documentElement;
  if (choice === 'system') delete dataset['theme'];
  else dataset['theme'] = choice;
  for (const bar of page.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const ofSystem = bar.media.includes('dark') ? 'dark' : 'light';
    bar.content = grounds[choice === 'system' ? ofSystem : choice];
  }
};
