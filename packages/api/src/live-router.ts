import type { FeedEvent } from '@duet/protocol';
import { cursor, feedEvent } from '@duet/protocol/schemas';
import { tracked } from '@trpc/server';
import type { TrackedEnvelope } from '@trpc/server';
// The names that the declarations of a tracked router need: without this line they cannot be written (TS2883).
import type {} from '@trpc/server/unstable-core-do-not-import';
import { z } from 'zod';
import { roomProcedure, userProcedure } from './procedures.ts';
import type { LiveItem } from './services.ts';

const place = z.object({ lastEventId: cursor.nullish() });
const batch = z.compile(z.array(feedEvent));

const isAsyncIterable = (value: unknown): value is AsyncIterable<LiveItem> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** `.output()` of a subscription: each item's events are parsed, and tracked by its cursor. */
const batches = z.custom<AsyncIterable<LiveItem>>(isAsyncIterable).transform(async function* (items): AsyncGenerator<
  TrackedEnvelope<FeedEvent[]>,
  void,
  unknown
> {
  for await (const { cursor: id, events } of items) yield tracked(id, batch.parse(events));
});

/** tRPC hands every subscription one. */
const orNever = (signal: AbortSignal | undefined): AbortSignal => signal ?? new AbortController().signal;

export const liveRouter = {
  /** Everything of mine, from behind `lastEventId` on; the first item comes at once. `chat.onEvents` does this for you. */
  events: userProcedure
    .input(place.optional())
    .output(batches)
    .subscription(({ ctx, input, signal }) =>
      ctx.services.live.events(ctx.userSession, input?.lastEventId ?? null, null, orNever(signal)),
    ),

  /** The same feed with one room's events, and the same places. */
  room: roomProcedure
    .input(place)
    .output(batches)
    .subscription(({ ctx, input, signal }) =>
      ctx.services.live.events(ctx.userSession, input.lastEventId ?? null, input.roomId, orNever(signal)),
    ),
};
