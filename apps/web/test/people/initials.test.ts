import { expect, it } from 'vitest';
import { avatarColors } from '../../src/people/avatar-color.ts';
import { initials } from '../../src/people/initials.ts';

it.each([
  ['Mina Park', 'MP'],
  ['Alexandria of Konstantinopoulou', 'AK'],
  ['leo', 'L'],
  ['mina.park', 'MP'],
  ['김철수', '김'],
  ['서연 제갈', '서'],
  ['عمر الخطيب', 'ع'],
  ['👩‍🚀 Ada', 'A'],
  ['👩‍🚀', '👩‍🚀'],
  ['', ''],
])('of %s are %s', (name, said) => {
  expect(initials(name)).toBe(said);
});

it('gives one id the same colours every time', () => {
  expect(avatarColors('a')).toEqual(avatarColors('a'));
  expect(new Set(['a', 'b', 'c', 'd'].map((id) => avatarColors(id)[0])).size).toBeGreaterThan(1);
});
