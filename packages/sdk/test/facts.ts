import { randomUUID } from 'node:crypto';
import { isMessageId, isRoomId, isUserId } from '@duet/protocol';
import type { Message, MessageId, Room, RoomId, User, UserId } from '@duet/sdk';
import { v7 } from 'uuid';

const checked = <T>(is: (value: unknown) => value is T, value: unknown): T => {
  if (!is(value)) throw new Error('not an id');
  return value;
};

export const userId = (): UserId => checked(isUserId, randomUUID());
export const roomId = (): RoomId => checked(isRoomId, randomUUID());
export const messageId = (): MessageId => checked(isMessageId, v7());

export const me = userId();
export const peer = userId();
export const theRoom = roomId();

const ids = new Map<number, MessageId>();
/** The same seq is always the same message. Odd ones are mine. */
export const message = (seq: number, more: Partial<Message> = {}): Message => {
  const id = ids.get(seq) ?? messageId();
  ids.set(seq, id);
  const senderId = seq % 2 === 1 ? me : peer;
  return {
    roomId: theRoom,
    seq,
    id,
    senderId,
    kind: 'text',
    status: 'sent',
    text: `text ${seq}`,
    sentAt: seq,
    ...more,
  };
};

export const user = (id: UserId): User => ({
  id,
  username: 'joon',
  displayName: 'Joon',
  avatarUrl: null,
  lastActiveAt: null,
  active: false,
});

export const room = (more: Partial<Room> = {}): Room => ({
  id: theRoom,
  kind: 'direct',
  status: 'open',
  peer: user(peer),
  lastMessage: null,
  unread: 0,
  readSeqs: [],
  ...more,
});
