import { isMessageId, isRoomId, isUserId } from '@duet/sdk';
import type { Draft, Message, MessageId, RoomId, UserId } from '@duet/sdk';

const uuid = (n: number, version: 4 | 7): string => `00000000-0000-${version}000-8000-${String(n).padStart(12, '0')}`;

const made = <T extends string>(value: string, is: (value: unknown) => value is T): T => {
  if (!is(value)) throw new Error(`${value} is no id`);
  return value;
};
const userId = (n: number): UserId => made(uuid(n, 4), isUserId);
export const roomId = (n: number): RoomId => made(uuid(n, 4), isRoomId);
const messageId = (n: number): MessageId => made(uuid(n, 7), isMessageId);

export const me = userId(1);
export const peer = userId(2);

/** A message of `senderId` at `seq`, written `minute` minutes after the epoch. */
export const message = (seq: number, senderId: UserId, minute = 0, text = `text ${seq}`): Message => ({
  roomId: roomId(9),
  seq,
  id: messageId(seq),
  senderId,
  kind: 'text',
  status: 'sent',
  text,
  sentAt: minute * 60_000,
});

export const draft = (n: number, state: Draft['state'] = { status: 'new' }, writtenAt = 0): Draft => ({
  id: messageId(n),
  roomId: roomId(9),
  text: `draft ${n}`,
  writtenAt,
  state,
});
