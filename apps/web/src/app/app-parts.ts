import type { DuetClient, Readable } from '@duet/sdk';
import { createContext, use } from 'react';
import type { Setting } from '../settings/setting.ts';
import type { TextStore } from '../storage/text-store.ts';
import type { ThemeChoice } from '../theme/theme.ts';
import type { LanguageChoice } from '../words/language.ts';

/** What main made and every screen may use. */
export type AppParts = {
  readonly client: DuetClient;
  readonly texts: TextStore;
  readonly theme: Setting<ThemeChoice>;
  readonly language: Setting<LanguageChoice>;
  readonly clock: Readable<number>;
};

export const AppPartsContext = createContext<AppParts | null>(null);

export const useAppParts = (): AppParts => {
  const parts = use(AppPartsContext);
  if (!parts) throw new Error('no AppPartsContext above');
  return parts;
};
