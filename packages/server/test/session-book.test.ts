import { randomUUID } from 'node:crypto';
import { isUserId } from '@duet/protocol';
import { describe, expect, it } from 'vitest';
import { createSessionBook } from '../src/sessions/session-book.ts';
import type { SessionEnd } from '../src/sessions/session-book.ts';

describe('the session book', () => {
  it('[SRV10] who asks for the end of a session that ended since it was taken is told at once', async () => {
    const userId = randomUUID();
    if (!isUserId(userId)) throw new Error('no id');
    const stored = { id: 'one', userId, expiresAt: 1_000 };
    const book = createSessionBook({ find: async () => stored, now: () => 0 });
    const held = await book.open('token');
    book.end('one', 'signed_out');
    const ends: SessionEnd[] = [];
    held?.onEnd((end) => ends.push(end));
    expect(ends).toEqual(['signed_out']);
  });
});
