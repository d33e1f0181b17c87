import { expect, it } from 'vitest';
import { block, blockedBy, createDirectRoom, isBlockedPair, roomMembers, unblock } from '../src/index.ts';
import type { OpenTestDatabase } from './open-test-database.ts';
import { newRoomId, roomOf, somebody } from './somebody.ts';

export const blocksSuite = (open: OpenTestDatabase): void => {
  it('closes the pair’s room while a block stands in either direction', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b] = [await somebody(db, 'anna'), await somebody(db, 'bora')];
    const roomId = await roomOf(db, a, b);
    const status = async () => (await roomMembers(db, roomId))?.status;

    expect(await block(db, { blocker: a, blocked: b, at: 1 })).toBe(roomId);
    expect(await block(db, { blocker: b, blocked: a, at: 2 })).toBe(roomId);
    expect(await status()).toBe('blocked');
    expect(await unblock(db, { blocker: a, blocked: b })).toBe(roomId);
    expect(await status()).toBe('blocked');
    expect(await unblock(db, { blocker: b, blocked: a })).toBe(roomId);
    expect(await status()).toBe('open');
  });

  it('says whom I have blocked, the latest first, and not who has blocked me', async () => {
    await using database = await open();
    const { db } = database;
    const [me, a, b] = [await somebody(db, 'me_myself'), await somebody(db, 'anna'), await somebody(db, 'bora')];
    await block(db, { blocker: me, blocked: a, at: 1 });
    await block(db, { blocker: me, blocked: b, at: 2 });
    await block(db, { blocker: me, blocked: a, at: 3 });

    expect((await blockedBy(db, me)).map((user) => user.id)).toEqual([b, a]);
    expect(await blockedBy(db, a)).toEqual([]);
    expect(await isBlockedPair(db, a, me)).toBe(true);
    expect(await isBlockedPair(db, a, b)).toBe(false);
  });

  it('a room that is made while a block is on its way is blocked', async () => {
    await using database = await open();
    const { db } = database;
    const me = await somebody(db, 'me_myself');
    for (let n = 0; n < 20; n += 1) {
      const peer = await somebody(db, `peer_${n}`);
      const [roomId] = await Promise.all([
        createDirectRoom(db, { id: newRoomId(), creator: me, peer, createdAt: 1, position: 1 }),
        block(db, { blocker: peer, blocked: me, at: 1 }),
      ]);
      expect((await roomMembers(db, roomId))?.status).toBe('blocked');
    }
  });

  it('a block of one and an unblock of the other, at once, leave the room blocked', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b] = [await somebody(db, 'anna'), await somebody(db, 'bora')];
    const roomId = await roomOf(db, a, b);
    let [blocker, blocked] = [a, b];
    await block(db, { blocker, blocked, at: 1 });
    for (let n = 0; n < 20; n += 1) {
      await Promise.all([unblock(db, { blocker, blocked }), block(db, { blocker: blocked, blocked: blocker, at: n })]);
      expect((await roomMembers(db, roomId))?.status).toBe('blocked');
      [blocker, blocked] = [blocked, blocker];
    }
  });

  it('leaves other rooms alone', async () => {
    await using database = await open();
    const { db } = database;
    const [a, b, c] = [await somebody(db, 'anna'), await somebody(db, 'bora'), await somebody(db, 'cho')];
    const roomId = await roomOf(db, a, c);
    expect(await block(db, { blocker: a, blocked: b, at: 1 })).toBeNull();
    expect((await roomMembers(db, roomId))?.status).toBe('open');
  });
};
