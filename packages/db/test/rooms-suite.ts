import { expect, it } from 'vitest';
import { block, createDirectRoom, participantsOf, roomMembers, roomStates, roomsPage } from '../src/index.ts';
import type { OpenTestDatabase } from './open-test-database.ts';
import { messagesAt, newRoomId, roomOf, somebody } from './somebody.ts';

export const roomsSuite = (open: OpenTestDatabase): void => {
  it('makes one room for a pair, from whichever side and however often', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b] = [await somebody(db, 'anna'), await somebody(db, 'bora')];
    const make = (creator: typeof a, peer: typeof a) =>
      createDirectRoom(db, { id: newRoomId(), creator, peer, createdAt: 1, position: 7 });

    const ids = await Promise.all([make(a, b), make(b, a), make(a, b), make(b, a)]);
    expect(new Set(ids).size).toBe(1);
    expect(await participantsOf(db, ids[0])).toHaveLength(2);
  });

  it('shows in the creator’s list, and in the peer’s once they create it too', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b] = [await somebody(db, 'anna'), await somebody(db, 'bora')];
    const listOf = (me: typeof a) => roomsPage(db, { me, before: null, limit: 9 });
    const roomId = await roomOf(db, a, b, 7);

    expect(await listOf(a)).toEqual([{ roomId, lastSeq: 7, readSeq: 0, peerId: b, peerReadSeq: 0, status: 'open' }]);
    expect(await listOf(b)).toEqual([]);
    await roomOf(db, b, a, 9);
    expect((await listOf(b)).map((room) => room.lastSeq)).toEqual([9]);
    await roomOf(db, a, b, 11);
    expect((await listOf(a)).map((room) => room.lastSeq)).toEqual([7]);
  });

  it('knows the two members, and no members of a room that does not exist', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b] = [await somebody(db, 'anna'), await somebody(db, 'bora')];
    const room = await roomMembers(db, await roomOf(db, a, b));
    expect(room?.members.toSorted()).toEqual([a, b].toSorted());
    expect(room?.status).toBe('open');
    expect(await roomMembers(db, newRoomId())).toBeNull();
  });

  it('is blocked from its start when a block stands already', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b] = [await somebody(db, 'anna'), await somebody(db, 'bora')];
    expect(await block(db, { blocker: b, blocked: a, at: 1 })).toBeNull();
    expect((await roomMembers(db, await roomOf(db, a, b)))?.status).toBe('blocked');
  });

  it('stays as it was told until the transaction ends that asked', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b] = [await somebody(db, 'anna'), await somebody(db, 'bora')];
    const roomId = await roomOf(db, a, b);
    const blocking = await db.transaction().execute(async (trx) => {
      const statusNow = async () => (await roomStates(trx, [roomId])).get(roomId)?.status;
      expect(await statusNow()).toBe('open');
      const blocked = block(db, { blocker: a, blocked: b, at: 1 });
      // Time enough for a block that does not wait.
      for (let n = 0; n < 50; n += 1) expect(await statusNow()).toBe('open');
      return [blocked];
    });
    await Promise.all(blocking);
    expect((await roomStates(db, [roomId])).get(roomId)?.status).toBe('blocked');
  });

  it('tells open from blocked and empty from filled, for several at once', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b, c] = [await somebody(db, 'anna'), await somebody(db, 'bora'), await somebody(db, 'cho')];
    const [filled, blocked] = [await roomOf(db, a, b), await roomOf(db, a, c)];
    await messagesAt(db, filled, a, [5]);
    await block(db, { blocker: c, blocked: a, at: 1 });
    expect(await roomStates(db, [filled, blocked, newRoomId()])).toEqual(
      new Map([
        [filled, { status: 'open', empty: false }],
        [blocked, { status: 'blocked', empty: true }],
      ]),
    );
  });
};
