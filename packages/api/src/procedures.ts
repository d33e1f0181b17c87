import { roomId } from '@duet/protocol/schemas';
import { initTRPC } from '@trpc/server';
import type { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { compiled } from './compiled.ts';
import type { Context } from './context.ts';
import { formatError } from './error-data.ts';
import { refuse } from './refusal.ts';

const t = initTRPC.context<Context>().create({
  // Otherwise stacks travel whenever NODE_ENV is not production.
  isDev: false,
  // Subscriptions by GET would pass every guard of the socket.
  sse: { enabled: false },
  errorFormatter: ({ shape, error, ctx }) => formatError(shape, error, ctx),
});

export const router = t.router;

/** What is away now is a refusal with a time, no fault of ours. */
const unlessAway = <R extends { ok: true } | { ok: false; error: TRPCError }>(result: R, ctx: Context): R =>
  !result.ok && ctx.isAway(result.error.cause) ? refuse('try_later', { retryAfterMs: 1_000 }) : result;

/** For everyone. */
export const publicProcedure = t.procedure.use(async ({ ctx, next }) => unlessAway(await next(), ctx));

/** For people who are signed in at the moment of the call. */
export const userProcedure = t.procedure.use(async ({ ctx, next }) => {
  const session = ctx.session() ?? refuse('signed_out');
  return unlessAway(await next({ ctx: { userSession: session, me: session.userId } }), ctx);
});

/**
 * For the two people of a room. Everyone else gets `not_found`, whether the room exists or not, and before the rest of
 * the input is looked at.
 */
export const roomProcedure = userProcedure.input(compiled(z.object({ roomId }))).use(async ({ ctx, input, next }) => {
  const membership = (await ctx.services.rooms.membership(ctx.me, input.roomId)) ?? refuse('not_found');
  return next({ ctx: { membership } });
});
