import { expect, it } from 'vitest';
import { firstUnread, needsOlder, totalUnread } from '../../src/react/reading.ts';
import { me, message, room } from '../facts.ts';

it('opens at the first message of the peer behind my receipt', () => {
  const thread = { messages: [message(2), message(3), message(4)], hasOlder: false, hasNewer: false };
  expect(firstUnread(thread, me, 2)?.seq).toBe(4);
  expect(firstUnread(thread, me, 0)?.seq).toBe(2);
  expect(firstUnread(thread, me, 4)).toBeUndefined();
});

it('does not take the first message it has for the first unread one while older ones are not loaded', () => {
  const newest = { messages: [message(8), message(10)], hasOlder: true, hasNewer: false };
  expect(firstUnread(newest, me, 3)).toBeUndefined();
  expect(needsOlder(newest, room({ unread: 3 }), 3)).toBe(true);
  expect(needsOlder(newest, room({ unread: 0 }), 3)).toBe(false);
  expect(needsOlder(newest, room({ unread: 2 }), 8)).toBe(false);
  const whole = { ...newest, messages: [message(3), message(4), ...newest.messages] };
  expect(firstUnread(whole, me, 3)?.seq).toBe(4);
});

it('counts unread up to the limit', () => {
  expect(totalUnread([room({ unread: 2 }), room({ unread: 3 })])).toBe(5);
  expect(totalUnread([room({ unread: 60 }), room({ unread: 60 })])).toBe(100);
});
