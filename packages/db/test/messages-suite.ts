import { expect, it } from 'vitest';
import {
  insertMessages,
  isUniqueViolation,
  messagesBefore,
  messagesByKeys,
  messagesFrom,
  newestMessages,
  newestSeq,
  unreadCounts,
} from '../src/index.ts';
import type { OpenTestDatabase } from './open-test-database.ts';
import { messageOf, messagesAt, newMessageId, newRoomId, roomOf, somebody } from './somebody.ts';

export const messagesSuite = (open: OpenTestDatabase): void => {
  it('reads back byte for byte what was inserted', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b] = [await somebody(db, 'anna'), await somebody(db, 'bora')];
    const roomId = await roomOf(db, a, b);
    const text = '안녕 👩‍👩‍👧 שלום é é\n\t\u200f' + '漢'.repeat(3_900);
    const message = messageOf(roomId, a, 1_795_000_000_000_123, text);
    await insertMessages(db, [message]);
    expect(await messagesBefore(db, roomId, null, 9)).toEqual([message]);
  });

  it('reads both ways from a seq, exclusive downwards and inclusive upwards', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b, c] = [await somebody(db, 'anna'), await somebody(db, 'bora'), await somebody(db, 'cho')];
    const roomId = await roomOf(db, a, b);
    await messagesAt(db, roomId, a, [30, 10, 20]);
    await messagesAt(db, await roomOf(db, a, c), a, [15]);

    expect((await messagesBefore(db, roomId, 30, 9)).map((message) => message.seq)).toEqual([20, 10]);
    expect((await messagesBefore(db, roomId, null, 2)).map((message) => message.seq)).toEqual([30, 20]);
    expect((await messagesFrom(db, roomId, 20, 9)).map((message) => message.seq)).toEqual([20, 30]);
  });

  it('finds messages by room, sender and id together, never by the id alone', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b, c] = [await somebody(db, 'anna'), await somebody(db, 'bora'), await somebody(db, 'cho')];
    const [one, other] = [await roomOf(db, a, b), await roomOf(db, a, c)];
    const id = newMessageId();
    const mine = { ...messageOf(one, a, 10), id };
    await insertMessages(db, [mine, { ...messageOf(one, b, 11), id }, { ...messageOf(other, a, 12), id }]);

    expect(await messagesByKeys(db, [{ roomId: one, senderId: a, id }])).toEqual([mine]);
    expect(await messagesByKeys(db, [{ roomId: other, senderId: b, id }])).toEqual([]);
    expect(await messagesByKeys(db, [])).toEqual([]);
  });

  it('refuses a key, and a place, that is taken', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b] = [await somebody(db, 'anna'), await somebody(db, 'bora')];
    const roomId = await roomOf(db, a, b);
    const message = messageOf(roomId, a, 10);
    await insertMessages(db, [message]);
    await expect(insertMessages(db, [{ ...message, seq: 11 }])).rejects.toSatisfy(isUniqueViolation);
    await expect(insertMessages(db, [messageOf(roomId, a, 10)])).rejects.toSatisfy(isUniqueViolation);
  });

  it('gives the newest of several rooms', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b, c] = [await somebody(db, 'anna'), await somebody(db, 'bora'), await somebody(db, 'cho')];
    const [one, other, empty] = [await roomOf(db, a, b), await roomOf(db, a, c), await roomOf(db, b, c)];
    await messagesAt(db, one, a, [10, 12]);
    await messagesAt(db, other, a, [11]);

    const newest = await newestMessages(db, [one, other, empty]);
    expect(new Set(newest.map((message) => message.seq))).toEqual(new Set([11, 12]));
    expect(await newestMessages(db, [])).toEqual([]);
    expect(await newestSeq(db, one)).toBe(12);
    expect(await newestSeq(db, empty)).toBe(0);
  });

  it('counts what others sent behind the receipt, up to the cap', async () => {
    await using database = await open();
    const { db } = database;
    const [me, peer] = [await somebody(db, 'me_myself'), await somebody(db, 'peer')];
    const roomId = await roomOf(db, me, peer);
    await messagesAt(db, roomId, peer, [10, 11, 12, 13]);
    await messagesAt(db, roomId, me, [14]);
    await insertMessages(db, [{ ...messageOf(roomId, peer, 15), status: 'unsent' }]);
    const unread = async (readSeq: number, cap: number, before = 99) =>
      (await unreadCounts(db, { reader: me, rooms: [{ roomId, readSeq, before }], cap })).get(roomId);

    expect(await unread(0, 100)).toBe(4);
    expect(await unread(11, 100)).toBe(2);
    expect(await unread(15, 100)).toBe(0);
    expect(await unread(0, 3)).toBe(3);
    expect(await unread(10, 100, 13)).toBe(2);
  });

  it('counts for more rooms than one statement takes', async () => {
    await using database = await open();
    const { db } = database;
    const [me, peer] = [await somebody(db, 'me_myself'), await somebody(db, 'peer')];
    const roomId = await roomOf(db, me, peer);
    await messagesAt(db, roomId, peer, [10]);
    const rooms = [...Array.from({ length: 250 }, newRoomId), roomId].map((id) => ({
      roomId: id,
      readSeq: 0,
      before: 11,
    }));
    const counts = await unreadCounts(db, { reader: me, rooms, cap: 100 });
    expect(counts.size).toBe(251);
    expect(counts.get(roomId)).toBe(1);
  });
};
