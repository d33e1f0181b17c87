import type { Cursor, FeedEvent, RoomId } from '@duet/protocol';
import { cursor, feedEvent } from '@duet/protocol/schemas';
import { isTrackedEnvelope, tracked } from '@trpc/server';
import type { TrackedEnvelope } from '@trpc/server';
// The names that the declarations of a tracked router need: without this line they cannot be written (TS2883).
import type {} from '@trpc/server/unstable-core-do-not-import';
import { z } from 'zod';
import { roomProcedure, userProcedure } from './procedures.ts';
import type { LiveService, Session } from './services.ts';

const place = z.object({ lastEventId: cursor.nullish() });
const batch = z.array(feedEvent);

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

/** `.output()` of a tracked subscription: each item's events are parsed, and an untracked item is a fault of ours. */
const batches = z
  .custom<AsyncIterable<TrackedEnvelope<FeedEvent[]>>>(isAsyncIterable)
  .transform(async function* (items): AsyncGenerator<TrackedEnvelope<FeedEvent[]>, void, unknown> {
    for await (const item of items) {
      if (!isTrackedEnvelope(item)) throw new Error('an item of a live subscription is not tracked');
      yield tracked(item[0], batch.parse(item[1]));
    }
  });

async function* follow(
  live: LiveService,
  session: Session,
  after: Cursor | null,
  only: RoomId | null,
  signal: AbortSignal | undefined,
): AsyncGenerator<TrackedEnvelope<FeedEvent[]>, void, unknown> {
  const stop = signal ?? new AbortController().signal;
  for await (const item of live.events(session, after, only, stop)) yield tracked(item.cursor, item.events);
}

export const liveRouter = {
  /** Everything of mine, from behind `lastEventId` on; the first item comes at once. `chat.onEvents` does this for you. */
  events: userProcedure
    .input(place.optional())
    .output(batches)
    .subscription(({ ctx, input, signal }) =>
      follow(ctx.services.live, ctx.userSession, input?.lastEventId ?? null, null, signal),
    ),

  /** The same feed with one room's events, and the same places. */
  room: roomProcedure
    .input(place)
    .output(batches)
    .subscription(({ ctx, input, signal }) =>
      follow(ctx.services.live, ctx.userSession, input.lastEventId ?? null, input.roomId, signal),
    ),
};
