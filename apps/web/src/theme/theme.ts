export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** The stylesheet knows what the system says; a choice of one's own stands over it. */
export const applyTheme = (root: HTMLElement, choice: ThemeChoice): void => {
  if (choice === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = choice;
};
