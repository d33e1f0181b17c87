import { limits } from '@duet/protocol';
import { done, pageLimit, searchQuery, user, userId } from '@duet/protocol/schemas';
import { z } from 'zod';
import { userProcedure } from './procedures.ts';

const users = z.object({ users: z.array(user) });
const someone = z.object({ userId });

export const userRouter = {
  search: userProcedure
    .input(z.object({ query: searchQuery, limit: pageLimit.optional() }))
    .output(users)
    .query(async ({ ctx, input }) => ({
      users: await ctx.services.users.search(ctx.me, input.query, input.limit ?? limits.page.default),
    })),

  block: userProcedure
    .input(someone)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.users.block(ctx.me, input.userId);
      return {};
    }),

  unblock: userProcedure
    .input(someone)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.users.unblock(ctx.me, input.userId);
      return {};
    }),

  blocked: userProcedure.output(users).query(async ({ ctx }) => ({ users: await ctx.services.users.blocked(ctx.me) })),
};
