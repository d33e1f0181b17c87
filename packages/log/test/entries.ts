import { randomUUID } from 'node:crypto';
import type { MessageId } from '@duet/protocol';
import type { Entry } from '../src/index.ts';
import type { TestRoom } from './log-under-test.ts';

/** The seventh version's form; its time plays no part here. */
export const newMessageId = (): MessageId => randomUUID().replace(/^(.{14})4/, '$17') as MessageId;

export const entryIn = (
  room: TestRoom,
  { id = newMessageId(), sender = 0, text = 'hello' }: { id?: MessageId; sender?: 0 | 1; text?: string } = {},
): Entry => ({ roomId: room.id, senderId: room.members[sender], id, text, kind: 'text', members: room.members });
