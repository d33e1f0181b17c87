import { expect, it } from 'vitest';
import { sendsMessage } from '../../src/composer/composer-keys.ts';

const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 };

it('sends by Enter', () => {
  expect(sendsMessage(enter, false)).toBe(true);
});

it.each([
  ['Shift breaks the line', { ...enter, shiftKey: true }, false],
  ['a composition ends', { ...enter, isComposing: true, keyCode: 229 }, false],
  ['Safari ended the composition already', { ...enter, keyCode: 229 }, false],
  ['the keyboard is on the screen', enter, true],
  ['it is another key', { ...enter, key: 'a' }, false],
])('does not send when %s', (_why, key, onTouchScreen) => {
  expect(sendsMessage(key, onTouchScreen)).toBe(false);
});
