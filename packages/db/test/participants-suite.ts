import type { RoomId } from '@duet/protocol';
import { expect, it } from 'vitest';
import { advanceReadSeq, block, participantsOf, peersOf, placeRooms, roomsPage } from '../src/index.ts';
import type { OpenTestDatabase } from './open-test-database.ts';
import { messagesAt, newRoomId, roomOf, somebody } from './somebody.ts';

export const participantsSuite = (open: OpenTestDatabase): void => {
  it('pages through the list newest first, without gap or repetition where places are equal', async () => {
    await using database = await open();
    const { db } = database;
    const me = await somebody(db, 'me_myself');
    const places = [5, 9, 9, 9, 7];
    for (const [index, place] of places.entries()) await roomOf(db, me, await somebody(db, `peer_${index}`), place);

    const whole = await roomsPage(db, { me, before: null, limit: 9 });
    expect(whole.map((room) => room.lastSeq)).toEqual([9, 9, 9, 7, 5]);
    const paged: RoomId[] = [];
    for (let page = await roomsPage(db, { me, before: null, limit: 2 }); ;) {
      paged.push(...page.map((room) => room.roomId));
      const last = page.at(-1);
      if (last === undefined) break;
      page = await roomsPage(db, { me, before: last, limit: 2 });
    }
    expect(paged).toEqual(whole.map((room) => room.roomId));
  });

  it('tells about me who has an open room with me in their list', async () => {
    await using database = await open();
    const { db } = database;
    const [me, a, b, c] = [
      await somebody(db, 'me_myself'),
      await somebody(db, 'anna'),
      await somebody(db, 'bora'),
      await somebody(db, 'cho'),
    ];
    // Anna made our room and wrote nothing yet: it is in her list alone.
    await roomOf(db, a, me, 9);
    const [withB, withC] = [await roomOf(db, me, b), await roomOf(db, me, c)];
    expect(await peersOf(db, me, 9)).toEqual([a]);
    await messagesAt(db, withB, me, [4]);
    await messagesAt(db, withC, me, [5]);
    await placeRooms(db, [withB, withC]);
    expect(await peersOf(db, me, 9)).toEqual([c, b, a]);
    expect(await peersOf(db, me, 1)).toEqual([c]);
    await block(db, { blocker: b, blocked: me, at: 1 });
    expect(await peersOf(db, me, 9)).toEqual([c, a]);
  });

  it('moves a receipt forward only', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b] = [await somebody(db, 'anna'), await somebody(db, 'bora')];
    const roomId = await roomOf(db, a, b);

    expect(await advanceReadSeq(db, { roomId, userId: b, seq: 8 })).toBe(true);
    expect(await advanceReadSeq(db, { roomId, userId: b, seq: 8 })).toBe(false);
    expect(await advanceReadSeq(db, { roomId, userId: b, seq: 3 })).toBe(false);
    const [listed] = await roomsPage(db, { me: a, before: null, limit: 1 });
    expect(listed).toMatchObject({ readSeq: 0, peerReadSeq: 8 });
  });

  it('gives rooms the place of their newest message, in both lists', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b, c] = [await somebody(db, 'anna'), await somebody(db, 'bora'), await somebody(db, 'cho')];
    const [one, other] = [await roomOf(db, a, b), await roomOf(db, a, c)];
    await messagesAt(db, one, a, [4, 6]);
    await messagesAt(db, other, a, [5]);
    await placeRooms(db, [one, other]);

    expect((await participantsOf(db, one)).map((participant) => participant.lastSeq)).toEqual([6, 6]);
    expect((await participantsOf(db, other)).map((participant) => participant.lastSeq)).toEqual([5, 5]);
    expect(await participantsOf(db, newRoomId())).toEqual([]);
  });
};
