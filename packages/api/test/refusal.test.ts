import { refusals } from '@duet/protocol';
import type { Reason } from '@duet/protocol';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { describe, expect, it } from 'vitest';
import { reasonText } from '../src/refusal.ts';
import { Refusal, refuse } from '../src/index.ts';

const isReason = (key: string): key is Reason => Object.hasOwn(refusals, key);
const reasons = Object.keys(refusals).filter(isReason);

describe('refusals', () => {
  it.each(reasons)('[PRO7] %s leaves with the status that the table says', (reason) => {
    expect(getHTTPStatusCodeFromError(new Refusal(reason))).toBe(refusals[reason].status);
  });

  it('[PRO7] no two reasons read alike', () => {
    expect(new Set(reasons.map((reason) => reasonText[reason])).size).toBe(reasons.length);
  });

  it('[PRO7] one function throws them, with what helps', () => {
    const told = (): never => refuse('rate_limited', { retryAfterMs: 700 });
    expect(told).toThrow(expect.objectContaining({ reason: 'rate_limited', details: { retryAfterMs: 700 } }));
  });
});
