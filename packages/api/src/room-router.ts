import { limits } from '@duet/protocol';
import { done, pageLimit, room, roomCursor, roomPage, seq, userId } from '@duet/protocol/schemas';
import { z } from 'zod';
import { roomProcedure, userProcedure } from './procedures.ts';

export const roomRouter = {
  list: userProcedure
    .input(z.object({ cursor: roomCursor.nullish(), limit: pageLimit.optional() }))
    .output(roomPage)
    .query(({ ctx, input }) =>
      ctx.services.rooms.list(ctx.me, input.cursor ?? null, input.limit ?? limits.page.default),
    ),

  get: roomProcedure.output(room).query(({ ctx }) => ctx.services.rooms.get(ctx.membership)),

  create: userProcedure
    .input(z.object({ userId }))
    .output(room)
    .mutation(({ ctx, input }) => ctx.services.rooms.create(ctx.me, input.userId)),

  markRead: roomProcedure
    .input(z.object({ seq }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.rooms.markRead(ctx.membership, input.seq);
      return {};
    }),

  typing: roomProcedure.output(done).mutation(async ({ ctx }) => {
    await ctx.services.rooms.typing(ctx.membership);
    return {};
  }),
};
