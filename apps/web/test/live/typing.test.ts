import { expect, it } from 'vitest';
import { typingAfter, typingAt, typingShownMs } from '../../src/live/typing.ts';
import type { Typing } from '../../src/live/typing.ts';
import { me, message, peer, roomId } from '../thread/made.ts';

const nobody: Typing = new Map();
const typing = { type: 'typing', roomId: roomId(9), userId: peer } as const;

it('is shown until its time is over', () => {
  const shown = typingAfter(nobody, typing, me, 1000);
  expect(shown.has(roomId(9))).toBe(true);
  expect(typingAt(shown, 1000 + typingShownMs - 1)).toBe(shown);
  expect(typingAt(shown, 1000 + typingShownMs).size).toBe(0);
});

it('ends with the message, and is never my own', () => {
  const shown = typingAfter(nobody, typing, me, 0);
  expect(typingAfter(shown, { type: 'message', message: message(1, peer) }, me, 1).size).toBe(0);
  expect(typingAfter(shown, { type: 'message', message: message(1, me) }, me, 1)).toBe(shown);
  expect(typingAfter(nobody, { ...typing, userId: me }, me, 0)).toBe(nobody);
});
