import { limits } from '@duet/protocol';
import { done, pageLimit, searchQuery, user, userId } from '@duet/protocol/schemas';
import { z } from 'zod';
import { userProcedure } from './procedures.ts';

const users = z.object({ users: z.array(user) });
const someone = z.object({ userId });

export const userRouter = {
  /** People by the beginning of a name. An empty query suggests: those of my newest rooms, then the newest people. */
  search: userProcedure
    .input(z.object({ query: searchQuery, limit: pageLimit.optional() }))
    .output(users)
    .query(async ({ ctx, input }) => ({
      users: await ctx.services.users.search(ctx.me, input.query, input.limit ?? limits.page.default),
    })),

  /** Closes the room of the two: once it is answered nothing more is accepted there. Refuses with `not_found`, `invalid` (oneself). */
  block: userProcedure
    .input(someone)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.users.block(ctx.me, input.userId);
      return {};
    }),

  /** Takes my block back. */
  unblock: userProcedure
    .input(someone)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await ctx.services.users.unblock(ctx.me, input.userId);
      return {};
    }),

  /** Whom I block. */
  blocked: userProcedure.output(users).query(async ({ ctx }) => ({ users: await ctx.services.users.blocked(ctx.me) })),
};
