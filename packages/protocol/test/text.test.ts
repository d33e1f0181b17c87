import { describe, expect, it } from 'vitest';
import { codePoints, isCleanText, limits, textFault } from '../src/index.ts';

describe('text', () => {
  it.each([
    ['ASCII', 'a'],
    ['Hangul', '한'],
    ['an emoji outside the BMP', '🎨'],
    ['a combining mark', '\u0301'],
    ['a right-to-left letter', 'ש'],
  ])('[PRO2] counts %s as one code point: 4,000 pass and 4,001 do not', (_, one) => {
    expect(codePoints(one)).toBe(1);
    expect(textFault(one.repeat(limits.text.max))).toBeNull();
    expect(textFault(one.repeat(limits.text.max + 1))).toBe('too_long');
  });

  it('[PRO2] counts what is left after trimming', () => {
    expect(textFault(` \n${'a'.repeat(limits.text.max)}\t `)).toBeNull();
    expect(textFault(' \n\t\u3000 ')).toBe('empty');
    expect(textFault('')).toBe('empty');
  });

  it('[PRO2] stops counting behind the bound', () => {
    expect(codePoints('a'.repeat(1_000_000), 10)).toBe(11);
  });

  it.each([
    ['a lone high surrogate', 'a\ud83c'],
    ['a lone low surrogate', '\udfa8a'],
    ['NUL', 'a\u0000b'],
    ['backspace', 'a\bb'],
    ['a carriage return', 'a\rb'],
    ['escape', '\u001b[31m'],
    ['DEL', 'a\u007fb'],
    ['a C1 control', 'a\u0085b'],
  ])('[PRO3] refuses %s', (_, text) => {
    expect(isCleanText(text)).toBe(false);
    expect(textFault(`x${text}x`)).toBe('unclean');
  });

  it('[PRO3] takes newlines, tabs, joiners and direction marks', () => {
    expect(textFault('a\n\tb')).toBeNull();
    expect(textFault('👩‍🎨 \u200f \u202b')).toBeNull();
  });
});
