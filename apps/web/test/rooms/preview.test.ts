import type { Room } from '@duet/sdk';
import { expect, it } from 'vitest';
import { previewOf } from '../../src/rooms/preview.ts';
import { unreadBadge } from '../../src/rooms/unread.ts';
import { en } from '../../src/words/en.ts';
import { draft, me, message, peer, roomId } from '../thread/made.ts';

const room = (more: Partial<Room>): Room => ({
  id: roomId(9),
  kind: 'direct',
  status: 'open',
  peer: { id: peer, username: 'mina', displayName: 'Mina', avatarUrl: null, lastActiveAt: null, active: false },
  lastMessage: null,
  unread: 0,
  readSeqs: [],
  ...more,
});

it('says one line about a room', () => {
  const said = (more: Partial<Room>) => previewOf(room(more), me, false, undefined, en);
  expect(said({}).text).toBe('Say hello');
  expect(said({ lastMessage: message(1, me, 0, 'a\n\nb') }).text).toBe('You: a b');
  expect(said({ lastMessage: message(1, peer, 0, 'hi') })).toEqual({ text: 'hi', tone: 'quiet', at: 0 });
  expect(said({ lastMessage: message(1, peer, 0, 'hi'), unread: 1 }).tone).toBe('bold');
  expect(said({ lastMessage: { ...message(1, peer), status: 'unsent', text: '' } }).text).toBe(en.thread.unsent);
});

it('puts what is new before what was: typing, then what I wrote and is not there yet', () => {
  const held = room({ lastMessage: message(1, peer, 0, 'hi') });
  expect(previewOf(held, me, true, draft(2), en).text).toBe('Typing…');
  expect(previewOf(held, me, false, draft(2), en).text).toBe('You: draft 2');
  expect(previewOf(held, me, false, draft(2, { status: 'refused', reason: 'blocked' }), en).tone).toBe('alert');
});

it('counts unread up to 99+', () => {
  expect([unreadBadge(1), unreadBadge(99), unreadBadge(100)]).toEqual(['1', '99', '99+']);
});
