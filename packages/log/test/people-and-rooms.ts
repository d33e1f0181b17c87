import { randomUUID } from 'node:crypto';
import { createDirectRoom, insertUser } from '@duet/db';
import type { Database } from '@duet/db';
import type { RoomId, UserId } from '@duet/protocol';
import type { TestRoom } from './log-under-test.ts';

type Db = Database['db'];

export const newPerson = async (db: Db): Promise<UserId> => {
  const id = randomUUID() as UserId;
  const username = `p${id.slice(0, 13).replace('-', '')}`;
  await insertUser(db, { id, username, displayName: username, passwordHash: '', avatarUrl: null, createdAt: 1 });
  return id;
};

/** Of a new person and this one. */
export const newRoomWith = async (db: Db, peer: UserId): Promise<TestRoom> => {
  const creator = await newPerson(db);
  const room = { id: randomUUID() as RoomId, creator, peer, createdAt: 1, position: 1 };
  return { id: await createDirectRoom(db, room), members: [creator, peer] };
};
