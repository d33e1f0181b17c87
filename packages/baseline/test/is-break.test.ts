import { expect, it } from 'vitest';
import { isBreak } from './is-break.ts';

it.each([
  ['0.1.0', '0.1.9', false],
  ['0.1.0', '0.2.0', true],
  ['0.9.3', '1.0.0', true],
  ['1.0.0', '1.7.0', false],
  ['1.7.0', '2.0.0', true],
  ['10.1.0', '1.1.0', true],
])('[PKG8] from %s to %s: a break is said to be %s', (then, now, said) => {
  expect(isBreak(then, now)).toBe(said);
});
