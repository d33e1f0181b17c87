import { expect, it } from 'vitest';
import { typingAfter, typingAt, typingShownMs } from '../../src/react/live/typing.ts';
import type { Typing } from '../../src/react/live/typing.ts';
import { me, message, peer, theRoom } from '../facts.ts';

const nobody: Typing = new Map();
const typing = { type: 'typing', roomId: theRoom, userId: peer } as const;

it('is shown until its time is over', () => {
  const shown = typingAfter(nobody, typing, me, 1000);
  expect(shown.has(theRoom)).toBe(true);
  expect(typingAt(shown, 1000 + typingShownMs - 1)).toBe(shown);
  expect(typingAt(shown, 1000 + typingShownMs).size).toBe(0);
});

it('ends with the message, and is never my own', () => {
  const shown = typingAfter(nobody, typing, me, 0);
  expect(typingAfter(shown, { type: 'message', message: message(2) }, me, 1).size).toBe(0);
  expect(typingAfter(shown, { type: 'message', message: message(1) }, me, 1)).toBe(shown);
  expect(typingAfter(nobody, { ...typing, userId: me }, me, 0)).toBe(nobody);
});
