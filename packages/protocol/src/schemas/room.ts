import { z } from 'zod';
import { limits } from '../limits.ts';
import type { Receipt, Room, RoomPage } from '../room.ts';
import { exactly } from './exactly.ts';
import { roomId, seq, userId } from './ids.ts';
import { message } from './message.ts';
import { user } from './user.ts';

const receipt = z.object({ userId, seq }) satisfies z.ZodType<Receipt>;

export const room = exactly<Room>()(
  z.object({
    id: roomId,
    kind: z.literal('direct'),
    status: z.enum(['open', 'blocked']),
    peer: user,
    lastMessage: message.nullable(),
    unread: z.int().min(0).max(limits.unread),
    readSeqs: z.array(receipt),
  }),
);

export const roomPage = exactly<RoomPage>()(
  z.object({
    rooms: z.array(room),
    nextCursor: z.string().nullable(),
  }),
);

export const roomCursor = z.string().max(limits.cursor, `must be the nextCursor of an earlier page`);
