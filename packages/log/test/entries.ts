import { randomUUID } from 'node:crypto';
import type { MessageId } from '@duet/protocol';
import type { Entry } from '../src/index.ts';
import type { TestRoom } from './log-under-test.ts';

/** As a device makes them now: the seventh version begins with the time in ms. */
export const newMessageId = (): MessageId => {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}` as MessageId;
};

export const entryIn = (
  room: TestRoom,
  { id = newMessageId(), sender = 0, text = 'hello' }: { id?: MessageId; sender?: 0 | 1; text?: string } = {},
): Entry => ({ roomId: room.id, senderId: room.members[sender], id, text, kind: 'text', members: room.members });
