import { z } from 'zod';
import type { FeedEvent } from '../feed-event.ts';
import { exactly } from './exactly.ts';
import { roomId, seq, userId } from './ids.ts';
import { message } from './message.ts';
import { room } from './room.ts';

export const feedEvent = exactly<FeedEvent>()(
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('message'), message }),
    z.object({ type: z.literal('messageChanged'), message }),
    z.object({ type: z.literal('room'), room }),
    z.object({ type: z.literal('read'), roomId, userId, seq }),
    z.object({ type: z.literal('typing'), roomId, userId }),
    z.object({
      type: z.literal('presence'),
      userId,
      active: z.boolean(),
      lastActiveAt: z.number().nullable(),
    }),
    z.object({
      type: z.literal('reset'),
      reason: z.enum(['start', 'unknown_epoch', 'out_of_window', 'overflow']),
    }),
    z.object({ type: z.literal('heartbeat'), storedThrough: seq }),
  ]),
);
