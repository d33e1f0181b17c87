import { useChat } from '@duet/sdk/react';
import { useMemo } from 'react';
import { useAppParts } from '../app/app-parts.ts';
import { createComposerTexts } from './composer-texts.ts';
import type { ComposerTexts } from './composer-texts.ts';

/** Of the one who is signed in. */
export const useComposerTexts = (): ComposerTexts => {
  const { texts } = useAppParts();
  const { id } = useChat().me;
  return useMemo(() => createComposerTexts(texts, id), [texts, id]);
};
