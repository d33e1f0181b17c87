import { z } from 'zod';
import { isMessageId, isRoomId, isSeq, isUserId } from '../ids.ts';
import type { Cursor, MessageId, RoomId, Seq, UserId } from '../ids.ts';
import { limits } from '../limits.ts';

export const userId = z.custom<UserId>(isUserId, 'must be a UUID in lower case');
export const roomId = z.custom<RoomId>(isRoomId, 'must be a UUID in lower case');
export const messageId = z.custom<MessageId>(isMessageId, 'must be a UUIDv7 in lower case');
export const seq = z.custom<Seq>(isSeq, 'must be a safe integer from 0');

/** Anything a client may hand back as its place. Whether it is one, the feed says: a foreign one is answered by `reset`. */
export const cursor = z.custom<Cursor>(
  (value) => typeof value === 'string' && value.length <= limits.cursor,
  `must be a cursor that a live event carried (at most ${limits.cursor} characters)`,
);
