import { describe, expect, it } from 'vitest';
import { fold, isUsername } from '../src/index.ts';
import { username } from '../src/schemas/index.ts';

describe('usernames', () => {
  it.each([
    ['case', 'Mina', 'mINA'],
    ['full width', 'Ｍｉｎａ', 'mina'],
    ['a composed and a decomposed mark', 'é\u0061\u0062', 'e\u0301ab'],
    ['composed Hangul and its letters', '김철수', '김철수'.normalize('NFD')],
    ['sharp s', 'straße', 'STRASSE'],
    ['a final sigma', 'σας', 'ΣΑΣ'],
    ['a ligature', 'ﬁna', 'FINA'],
  ])('[PRO4] %s makes no difference', (_, one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  it('[PRO4] folding what is folded changes nothing', () => {
    for (const name of ['Straße', 'ΣΑΣ', 'İstanbul', '김철수', 'ﬁna', 'ǅungla'])
      expect(fold(fold(name))).toBe(fold(name));
  });

  it('[PRO4] other letters are other names', () => {
    expect(fold('mina')).not.toBe(fold('minä'));
    expect(fold('김철수')).not.toBe(fold('김철호'));
  });

  it.each(['abc', 'a.b_c', '김철수', 'Łukasz_1', 'محمد', '日本語', 'a'.repeat(30), 'e\u0301ab'])(
    '[PRO5] %s is one',
    (name) => {
      expect(isUsername(name)).toBe(true);
    },
  );

  it.each([
    ['too short', 'ab'],
    ['too short once composed', 'e\u0301a'],
    ['too long', 'a'.repeat(31)],
    ['too long once compatible', '㎯'.repeat(10)],
    ['a space', 'a b c'],
    ['a dash', 'a-b-c'],
    ['an emoji', 'ab🎨'],
    ['an at', '@abc'],
    ['a lone surrogate', 'abc\ud83c'],
    ['a zero-width joiner', 'ab\u200dc'],
    ['a control character', 'abc\u0000'],
    ['a letter that shows nothing', 'mina\u3164'],
    ['a mark that shows nothing', 'mi\u034fna'],
    ['a mark without its letter', '\u0301abc'],
  ])('[PRO5] %s is none', (_, name) => {
    expect(isUsername(name)).toBe(false);
  });

  it('[PRO5] it is kept in NFKC, trimmed', () => {
    expect(username.parse('  Ｍｉｎａ ')).toBe('Mina');
  });
});
