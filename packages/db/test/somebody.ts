import { randomUUID } from 'node:crypto';
import type { Message, MessageId, RoomId, Seq, UserId } from '@duet/protocol';
import { createDirectRoom, insertMessages, insertUser } from '../src/index.ts';
import type { Database } from '../src/index.ts';

type Db = Database['db'];

export const newUserId = (): UserId => randomUUID() as UserId;
export const newRoomId = (): RoomId => randomUUID() as RoomId;
/** The seventh version's form; its time plays no part here. */
export const newMessageId = (): MessageId => randomUUID().replace(/^(.{14})4/, '$17') as MessageId;

/** A user who is in the database, called `username` unless told. */
export const somebody = async (db: Db, username: string, displayName = username, createdAt = 1): Promise<UserId> => {
  const id = newUserId();
  const user = { id, username, displayName, passwordHash: 'hash', avatarUrl: null, createdAt };
  const inserted = await insertUser(db, user);
  if (!inserted.ok) throw new Error(`${username} is ${inserted.reason}`);
  return id;
};

export const roomOf = (db: Db, creator: UserId, peer: UserId, position: Seq = 1): Promise<RoomId> =>
  createDirectRoom(db, { id: newRoomId(), creator, peer, createdAt: 1, position });

export const messageOf = (roomId: RoomId, senderId: UserId, seq: Seq, text = `at ${seq}`): Message => ({
  roomId,
  seq,
  id: newMessageId(),
  senderId,
  kind: 'text',
  status: 'sent',
  text,
  sentAt: 1,
});

/** Messages of one sender at these seqs. */
export const messagesAt = async (
  db: Db,
  roomId: RoomId,
  senderId: UserId,
  seqs: readonly Seq[],
): Promise<Message[]> => {
  const messages = seqs.map((seq) => messageOf(roomId, senderId, seq));
  await insertMessages(db, messages);
  return messages;
};
