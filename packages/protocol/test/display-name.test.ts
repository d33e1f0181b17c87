import { describe, expect, it } from 'vitest';
import { displayName } from '../src/schemas/index.ts';

const issues = (name: string): string[] =>
  displayName.safeParse(name).error?.issues.map(({ message }) => message) ?? [];

describe('display names', () => {
  it.each([
    '김철수',
    'محمد علي',
    'דָּנִי \u200f',
    'می\u200cخواهم',
    'क्\u200dष',
    '👩‍🎨',
    '👨‍👩‍👧‍👦 Family',
    '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
    '❤️',
    '1️⃣',
    '😀',
    'é',
    'Ana (아나)',
    '?',
  ])('[SRV150] %s is one', (name) => {
    expect(displayName.parse(name)).toBe(name.trim());
  });

  it.each([
    ['a zero-width space', '\u200b'],
    ['joiners alone', '\u200d\u200c\u200d'],
    ['a Hangul filler', '\u3164\u115f\uffa0'],
    ['a blank Braille pattern', '\u2800\u2800'],
    ['spaces between joiners', '\u2060 \u00a0\u2060'],
    ['a variation selector alone', '\ufe0f'],
    ['tags alone', '\u{e0061}\u{e007f}'],
    ['private use', '\ue000'],
  ])('[SRV150] %s shows nothing, and the refusal says so', (_, name) => {
    expect(issues(name)).toEqual(['must show something']);
  });

  it.each(['\u202e', '\u202d', '\u202a', '\u2066', '\u2068'])(
    '[SRV150] %j would turn what stands behind it',
    (turn) => {
      expect(issues(`Ana${turn}nimda`)).toEqual(['must not hold characters that turn the direction of text']);
    },
  );
});
