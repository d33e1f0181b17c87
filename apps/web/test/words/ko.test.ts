import { expect, it } from 'vitest';
import { ko } from '../../src/words/ko.ts';

/** Every word, and the source of those that are made of something. */
const said = (words: object): string[] =>
  Object.values(words).flatMap((word: unknown) =>
    typeof word === 'object' && word !== null ? said(word) : [String(word)],
  );

it('Korean speaks in one register: 해요, never 합니다', () => {
  expect(said(ko).filter((word) => /니다|십시오/.test(word))).toEqual([]);
});
