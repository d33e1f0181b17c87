import { describe, expect, it } from 'vitest';
import { closeCodes, closeReasonOf, isReason, refusals } from '../src/index.ts';

describe('close codes', () => {
  it('[PRO8] ours are found by their code, and the session’s end is fatal', () => {
    expect(closeReasonOf(4001)).toBe('signed_out');
    expect(
      Object.entries(closeCodes)
        .filter(([, { fatal }]) => fatal)
        .map(([reason]) => reason),
    ).toEqual(['signed_out', 'expired']);
    for (const [reason, { code }] of Object.entries(closeCodes)) expect(closeReasonOf(code)).toBe(reason);
  });

  it.each([1000, 1005, 1006, 1011, 1012, 4000, 4999])('[PRO8] %i is not ours', (code) => {
    expect(closeReasonOf(code)).toBeNull();
  });
});

describe('reasons', () => {
  it('[PRO7] only the table’s own keys are reasons', () => {
    for (const reason of Object.keys(refusals)) expect(isReason(reason)).toBe(true);
    for (const other of ['toString', '__proto__', '', 'gone', null, 7]) expect(isReason(other)).toBe(false);
  });
});
