import { expect, it } from 'vitest';
import { languageOf } from '../../src/words/language.ts';

it('is the first that the browser prefers and we speak', () => {
  expect(languageOf('system', ['fr-FR', 'ko-KR', 'en'])).toEqual({ language: 'ko', locale: 'ko-KR' });
  expect(languageOf('system', ['fr-FR'])).toEqual({ language: 'en', locale: 'en' });
  expect(languageOf('system', [])).toEqual({ language: 'en', locale: 'en' });
});

it('is the chosen one, dates as the browser writes them in it', () => {
  expect(languageOf('en', ['ko-KR', 'en-GB'])).toEqual({ language: 'en', locale: 'en-GB' });
  expect(languageOf('ko', ['en-GB'])).toEqual({ language: 'ko', locale: 'ko' });
});
