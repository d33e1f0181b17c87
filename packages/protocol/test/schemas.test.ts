import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { FeedEvent, HistoryPage, HistoryRange, Message, Room, RoomPage, SendResult, User } from '../src/index.ts';
import { historyRange, messageText, pageLimit, user } from '../src/schemas/index.ts';
import type { feedEvent, historyPage, message, room, roomPage, sendResult } from '../src/schemas/index.ts';

describe('schemas', () => {
  it('[PRO9] each gives exactly its type', () => {
    expectTypeOf<z.output<typeof user>>().toEqualTypeOf<User>();
    expectTypeOf<z.output<typeof message>>().toEqualTypeOf<Message>();
    expectTypeOf<z.output<typeof room>>().toEqualTypeOf<Room>();
    expectTypeOf<z.output<typeof roomPage>>().toEqualTypeOf<RoomPage>();
    expectTypeOf<z.output<typeof historyPage>>().toEqualTypeOf<HistoryPage>();
    expectTypeOf<z.output<typeof sendResult>>().toEqualTypeOf<SendResult>();
    expectTypeOf<z.output<typeof feedEvent>>().toEqualTypeOf<FeedEvent>();
    expectTypeOf<z.input<typeof historyRange>>().toExtend<HistoryRange>();
    expectTypeOf<HistoryRange>().toExtend<z.input<typeof historyRange>>();
  });

  it('[PRO9] a key that nobody asked for is gone', () => {
    const id = '3f2b7d5e-9c1a-4e6f-8a2b-0d4c6e8f1a3b';
    const asked = { id, username: 'mina', displayName: 'Mina', avatarUrl: null, lastActiveAt: null, active: true };
    expect(user.parse({ ...asked, passwordHash: 'secret' })).toEqual(asked);
  });

  it.each([{}, { before: 1 }, { after: 1 }, { around: 1 }, { before: undefined, after: 0 }])(
    '[PRO6] %o is a range',
    (range) => {
      expect(historyRange.safeParse(range).success).toBe(true);
    },
  );

  it.each([
    { before: 1, after: 1 },
    { before: 1, around: 1 },
    { before: 1, after: 2, around: 3 },
    { before: -1 },
    { around: '1' },
    { after: null },
  ])('[PRO6] %o is none, and the refusal says why', (range) => {
    const parsed = historyRange.safeParse(range);
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([
      'takes at most one of before, after and around, each a seq',
    ]);
  });

  it.each([0, 201, 1.5, '50', Number.NaN])('[PRO9] a page of %s is refused, not clamped', (limit) => {
    expect(pageLimit.safeParse(limit).success).toBe(false);
  });

  it('[PRO2] a text is trimmed, and too long passes on to the send that answers it as data', () => {
    expect(messageText.parse(' 안녕 \n')).toBe('안녕');
    expect(messageText.parse('a'.repeat(5000))).toHaveLength(5000);
    expect(messageText.safeParse(' ').success).toBe(false);
    expect(messageText.safeParse('a\u0000').success).toBe(false);
  });

  it('[PRO10] a switch over events that misses a kind does not compile', () => {
    const kind = (event: FeedEvent): string => {
      switch (event.type) {
        case 'message':
        case 'messageChanged':
          return event.message.text;
        case 'room':
          return event.room.id;
        case 'read':
        case 'typing':
          return event.roomId;
        case 'presence':
          return event.userId;
        case 'reset':
          return event.reason;
        case 'heartbeat':
          return String(event.storedThrough);
        default:
          // Every kind above is taken: one more, and this line is an error.
          return event satisfies never;
      }
    };
    expect(kind({ type: 'heartbeat', storedThrough: 7 })).toBe('7');
    expectTypeOf<FeedEvent['type']>().toEqualTypeOf<
      'message' | 'messageChanged' | 'room' | 'read' | 'typing' | 'presence' | 'reset' | 'heartbeat'
    >();
  });
});
