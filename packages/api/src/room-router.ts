import { limits } from '@duet/protocol';
import { done, pageLimit, room, roomCursor, roomPage, seq, userId } from '@duet/protocol/schemas';
import { z } from 'zod';
import { roomProcedure, userProcedure } from './procedures.ts';

export const roomRouter = {
  /** My rooms, newest first; `cursor` is the `nextCursor` of the page before. */
  list: userProcedure
    .input(z.object({ cursor: roomCursor.nullish(), limit: pageLimit.optional() }))
    .output(roomPage)
    .query(({ ctx, input }) =>
      ctx.services.rooms.list(ctx.me, input.cursor ?? null, input.limit ?? limits.page.default),
    ),

  /** One of my rooms. Like all that takes `roomId` it refuses with `not_found` when it is not mine. */
  get: roomProcedure.output(room).query(({ ctx }) => ctx.services.rooms.get(ctx.membership)),

  /** The room with someone, made if there is none. They see it with its first message. Refuses with `not_found`, `invalid` (oneself). */
  create: userProcedure
    .input(z.object({ userId }))
    .output(room)
    .mutation(({ ctx, input }) => ctx.services.rooms.create(ctx.me, input.userId)),

  /** I have read up to `seq`. It only grows, and ends at the newest message. */
  markRead: roomProcedure
    .input(z.object({ seq }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.markRead(ctx.membership, input.seq);
      return {};
    }),

  /** I am writing. The other one is told at most once in two seconds. */
  typing: roomProcedure.output(done).mutation(async ({ ctx }) => {
    await ctx.services.rooms.typing(ctx.membership);
    return {};
  }),
};
