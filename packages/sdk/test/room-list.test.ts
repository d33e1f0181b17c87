import type { FeedEvent, Room, RoomList } from '@duet/sdk';
import { roomAfter, roomListAfter, roomListWithPage, roomListWithRoom, roomsMissing, roomsUnsure } from '@duet/sdk';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { me, message, peer, room, roomId, theRoom, user, userId } from './facts.ts';

const other = roomId();
const otherPeer = userId();
const told = (seq: number, senderId = peer, id = theRoom): FeedEvent => ({
  type: 'message',
  message: message(seq, { senderId, roomId: id }),
});
const read = (seq: number, reader = me): FeedEvent => ({ type: 'read', roomId: theRoom, userId: reader, seq });
const list = (...rooms: Room[]): RoomList => ({ rooms, nextCursor: null });
const two = (): RoomList =>
  list(
    room({ id: other, peer: user(otherPeer), lastMessage: message(8, { roomId: other, senderId: otherPeer }) }),
    room({ lastMessage: message(6, { senderId: peer }), unread: 1 }),
  );
const order = ({ rooms }: RoomList) => rooms.map(({ id }) => id);
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};

it('[LIVE14] a message moves its room to its place', () => {
  const before = frozen(two());
  const after = roomListAfter(before, told(9), me);
  expect(order(after)).toEqual([theRoom, other]);
  expect(after.rooms[0]).toMatchObject({ unread: 2, lastMessage: { seq: 9 } });
  expect(order(roomListAfter(before, told(7), me))).toEqual([other, theRoom]);
});

it('[LIVE14] typing, presence and receipts move nothing', () => {
  const before = frozen(two());
  const events: FeedEvent[] = [
    { type: 'typing', roomId: theRoom, userId: peer },
    { type: 'presence', userId: peer, active: true, lastActiveAt: 7 },
    read(6, peer),
    read(6),
  ];
  const after = events.reduce((held, event) => roomListAfter(held, event, me), before);
  expect(order(after)).toEqual(order(before));
  expect(after.rooms[1]?.peer).toMatchObject({ active: true, lastActiveAt: 7 });
  expect(after.rooms[0]).toBe(before.rooms[0]);
});

it('[LIVE22] what is known changes nothing', () => {
  const before = frozen(two());
  const nothing: FeedEvent[] = [
    told(6),
    told(5),
    read(0),
    { type: 'presence', userId: peer, active: false, lastActiveAt: null },
    { type: 'presence', userId: userId(), active: true, lastActiveAt: 1 },
    { type: 'heartbeat', storedThrough: 99 },
    { type: 'reset', reason: 'start' },
    told(99, peer, roomId()),
  ];
  for (const event of nothing) {
    // The first receipt of someone is news, also at 0.
    if (event.type !== 'read') expect(roomListAfter(before, event, me)).toBe(before);
  }
  const seen = frozen(roomListAfter(before, read(6), me));
  expect(roomListAfter(seen, read(6), me)).toBe(seen);
});

it('[LIVE15] mine do not count, nor what I have read, and it ends at 100', () => {
  const start = frozen(room());
  expect(roomAfter(start, told(1, me), me).unread).toBe(0);
  expect(roomAfter(room({ readSeqs: [{ userId: me, seq: 5 }] }), told(5), me).unread).toBe(0);
  let many = start;
  for (let seq = 1; seq <= 130; seq += 1) many = roomAfter(many, told(seq), me);
  expect(many.unread).toBe(100);
});

it('[LIVE15] a receipt of mine, from whatever device, makes it 0 when it covers the newest', () => {
  const unread = frozen(room({ lastMessage: message(6), unread: 3 }));
  expect(roomAfter(unread, read(6), me).unread).toBe(0);
  expect(roomAfter(unread, read(5), me).unread).toBe(3);
  expect(roomAfter(unread, read(6, peer), me).unread).toBe(3);
});

it('[LIVE15] an unsent message no longer counts', () => {
  const unread = frozen(room({ lastMessage: message(6), unread: 3 }));
  const event: FeedEvent = { type: 'messageChanged', message: message(6, { status: 'unsent', text: '' }) };
  const after = roomAfter(unread, event, me);
  expect(after).toMatchObject({ unread: 2, lastMessage: { status: 'unsent' } });
  expect(roomAfter(frozen(after), event, me)).toBe(after);
});

it('[LIVE15] whatever is told twice, the count is that of the log', () => {
  const step = fc.record({ mine: fc.boolean(), reads: fc.boolean(), again: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let held = room();
      let expected = 0;
      for (const [index, { mine, reads, again }] of steps.entries()) {
        const event = told(index + 1, mine ? me : peer);
        held = roomAfter(frozen(held), event, me);
        if (again) held = roomAfter(held, event, me);
        if (!mine) expected += 1;
        if (reads) {
          held = roomAfter(held, read(index + 1), me);
          expected = 0;
        }
        expect(held.unread).toBe(expected);
      }
    }),
  );
});

it('[LIVE16] receipts only move forward', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(50))), (receipts) => {
      const after = receipts.reduce(
        (held, [mine, seq]) => roomAfter(frozen(held), read(seq, mine ? me : peer), me),
        room(),
      );
      for (const who of [me, peer]) {
        const own = receipts.filter(([mine]) => mine === (who === me)).map(([, seq]) => seq);
        const held = after.readSeqs.find((receipt) => receipt.userId === who)?.seq;
        expect(held).toBe(own.length === 0 ? undefined : Math.max(...own));
      }
    }),
  );
});

it('[LIVE14] a room that is told of comes in at its place; its older state does not undo what is known', () => {
  const fresh = room({ id: roomId(), peer: user(userId()), lastMessage: message(7) });
  const withFresh = roomListAfter(frozen(two()), { type: 'room', room: fresh }, me);
  expect(order(withFresh)).toEqual([other, fresh.id, theRoom]);
  const stale = room({ status: 'blocked', lastMessage: message(4), unread: 9, readSeqs: [{ userId: peer, seq: 2 }] });
  const after = roomListAfter(frozen(two()), { type: 'room', room: stale }, me);
  expect(after.rooms[1]).toMatchObject({
    status: 'blocked',
    unread: 1,
    lastMessage: { seq: 6 },
    readSeqs: [{ userId: peer, seq: 2 }],
  });
});

it('[LIVE14] the next page joins behind, and does not undo what is known', () => {
  const far = room({ id: roomId(), peer: user(userId()), lastMessage: message(2) });
  const stale = room({ lastMessage: message(4), unread: 7 });
  const after = roomListWithPage(frozen(two()), { rooms: [stale, far], nextCursor: 'next' });
  expect(order(after)).toEqual([other, theRoom, far.id]);
  expect(after.rooms[1]).toMatchObject({ unread: 1, lastMessage: { seq: 6 } });
  expect(after.nextCursor).toBe('next');
});

it('[LIVE14] a new room stands first, and one without a message stays where the server put it', () => {
  const list = frozen(two());
  const fresh = room({ id: roomId(), peer: user(userId()), lastMessage: null });
  const withFresh = roomListAfter(list, { type: 'room', room: fresh }, me);
  expect(order(withFresh)).toEqual([fresh.id, ...order(list)]);
  expect(order(roomListWithRoom(frozen(list), fresh))).toEqual(order(withFresh));

  const old = room({ id: roomId(), peer: user(userId()), lastMessage: null });
  const far = room({ id: roomId(), peer: user(userId()), lastMessage: message(2) });
  const paged = roomListWithPage(withFresh, { rooms: [old, far], nextCursor: null });
  expect(order(paged)).toEqual([...order(withFresh), old.id, far.id]);
  const closed = roomListAfter(frozen(paged), { type: 'room', room: { ...old, status: 'blocked' } }, me);
  expect(order(closed)).toEqual(order(paged));
  const moved = roomListAfter(frozen(paged), told(9, peer, old.id), me);
  expect(order(moved)).toEqual([fresh.id, old.id, ...order(list), far.id]);
});

it('[LIVE14] rooms that only events know are named, once, and take their place when they were fetched', () => {
  const unknown = roomId();
  const events = [told(9, peer, unknown), told(10, peer, unknown), told(11)];
  expect(roomsMissing(two(), events)).toEqual([unknown]);
  const fetched = room({ id: unknown, peer: user(userId()), lastMessage: message(10, { roomId: unknown }) });
  expect(order(roomListWithRoom(frozen(two()), fetched))).toEqual([unknown, other, theRoom]);
  expect(roomsMissing(two(), [...events, { type: 'room', room: fetched }])).toEqual([]);
});

it('[LIVE50] rooms that I read in part are named, until nothing in them is unread', () => {
  const list = { rooms: [room({ lastMessage: message(6), unread: 2 })], nextCursor: null };
  const read = (seq: number, userId = me): FeedEvent => ({ type: 'read', roomId: theRoom, userId, seq });
  const after = (event: FeedEvent) => roomsUnsure(roomListAfter(list, event, me), [event], me);
  expect(after(read(4))).toEqual([theRoom]);
  expect(after(read(6))).toEqual([]);
  expect(after(read(4, peer))).toEqual([]);
});
