import { expect, it, vi } from 'vitest';
import { createValue } from '../../src/app/value.ts';
import type { LanguageChoice } from '../../src/words/language.ts';
import { startSpoken } from '../../src/words/spoken.ts';

it('speaks the chosen language, the last one chosen when there were several', async () => {
  const choice = createValue<LanguageChoice>('system');
  const { spoken, stop } = await startSpoken(choice, ['en-US']);
  expect(spoken.get().language).toBe('en');
  choice.set('ko');
  choice.set('en');
  choice.set('ko');
  await vi.waitUntil(() => spoken.get().words.composer.send === '보내기');
  stop();
});
