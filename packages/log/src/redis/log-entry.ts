import { isMessageId, isRoomId, isUserId } from '@duet/protocol';
import type { Message, MessageId } from '@duet/protocol';
import type { Accepted, Entry } from '../message-log.ts';
import type { Reply } from './scripts.ts';

/** What a script cannot know of an entry travels through the stream as this. */
export const bodyOf = ({ roomId, senderId, id, kind, text, members }: Entry): string =>
  JSON.stringify([roomId, senderId, id, kind, text, members[0], members[1]]);

/** When the message's id was made, by the clock of the device that made it: ms since the epoch. */
export const writtenMs = (id: MessageId): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

export const acceptedOf = (entry: Entry, seq: number, sentAt: number, first: boolean): Accepted => {
  const { roomId, senderId, id, kind, text, members } = entry;
  return { message: { roomId, seq, id, senderId, kind, status: 'sent', text, sentAt }, members, first };
};

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const kindOf = (value: unknown): Message['kind'] | null => (value === 'text' || value === 'system' ? value : null);

/** Throws for an entry that is none of ours: data that was destroyed is no reason to skip it. */
const parseEntry = (reply: Reply): Accepted => {
  const [seq, body, sentAt, first] = reply;
  const fields: unknown = typeof body === 'string' ? JSON.parse(body) : null;
  if (isList(fields)) {
    const [roomId, senderId, id, kind, text, one, other] = fields;
    const known = kindOf(kind);
    if (
      isRoomId(roomId) &&
      isUserId(senderId) &&
      isMessageId(id) &&
      known !== null &&
      typeof text === 'string' &&
      isUserId(one) &&
      isUserId(other)
    ) {
      const entry = { roomId, senderId, id, kind: known, text, members: [one, other] as const };
      return acceptedOf(entry, Number(seq), Number(sentAt), first === '1');
    }
  }
  throw new Error(`an entry of the stream cannot be read: ${JSON.stringify(reply)}`);
};

export const parseEntries = (reply: Reply | undefined): Accepted[] =>
  typeof reply === 'object' ? reply.map(parseEntry) : [];
