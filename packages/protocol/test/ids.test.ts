import { describe, expect, it } from 'vitest';
import { isMessageId, isRoomId, isSeq, isUserId } from '../src/index.ts';

const v4 = '3f2b7d5e-9c1a-4e6f-8a2b-0d4c6e8f1a3b';
const v7 = '01932c07-209c-7f5b-9d0a-6a1c2b3d4e5f';

describe('ids', () => {
  it('[PRO1] takes UUIDs in lower case', () => {
    expect(isUserId(v4)).toBe(true);
    expect(isRoomId(v7)).toBe(true);
    expect(isMessageId(v7)).toBe(true);
  });

  it.each([
    ['upper case', v4.toUpperCase()],
    ['braces', `{${v4}}`],
    ['no dashes', v4.replaceAll('-', '')],
    ['a tail', `${v4} `],
    ['a newline behind it', `${v4}\n`],
    ['nothing', ''],
    ['a number', 7],
    ['null', null],
    ['an array that prints as one', [v4]],
  ])('[PRO1] refuses %s', (_, value) => {
    expect(isUserId(value)).toBe(false);
    expect(isRoomId(value)).toBe(false);
    expect(isMessageId(value)).toBe(false);
  });

  it.each([
    ['version 4', v4],
    ['another variant', '01932c07-209c-7f5b-cd0a-6a1c2b3d4e5f'],
  ])('[PRO1] refuses %s as a message id', (_, value) => {
    expect(isMessageId(value)).toBe(false);
  });

  it('[PRO1] takes safe integers from 0 as places', () => {
    expect([0, 1, Number.MAX_SAFE_INTEGER].every(isSeq)).toBe(true);
    expect([-1, 1.5, 2 ** 53, Number.NaN, Infinity, '1', null, 1n].some(isSeq)).toBe(false);
  });
});
