import { expect, it } from 'vitest';
import { textLanguage } from '../../src/thread/text-language.ts';

it('marks a text with Hangul as Korean, and leaves every other as it is', () => {
  expect(['안녕하세요', 'see you 내일', 'ㅋㅋㅋ'].map(textLanguage)).toEqual(['ko', 'ko', 'ko']);
  expect(['hello', '今日は', '你好', 'مرحبا', '💧'].map(textLanguage)).toEqual(Array.from({ length: 5 }));
});
