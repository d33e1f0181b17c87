import { initTRPC } from '@trpc/server';
import type { AdminServices } from './admin-services.ts';
import { formatError } from './error-data.ts';
import type { Context } from './context.ts';
import { refuse } from './refusal.ts';

/** What a procedure for the host's server knows about its call. */
export type AdminContext = Pick<Context, 'peer' | 'isAway' | 'report'> & {
  readonly services: AdminServices;
  /** Whether it came with an API key that is valid. Asked before the input is read. */
  isAdmitted(): Promise<boolean>;
};

const t = initTRPC.context<AdminContext>().create({
  isDev: false,
  sse: { enabled: false },
  errorFormatter: ({ shape, error, ctx }) => formatError(shape, error, ctx),
});

export const router = t.router;

/** For whoever holds an API key. What is away now is a refusal with a time, no fault of ours. */
export const adminProcedure = t.procedure
  .use(async ({ ctx, next }) => {
    const result = await next();
    if (!result.ok && ctx.isAway(result.error.cause)) refuse('try_later', { retryAfterMs: 1_000 });
    return result;
  })
  .use(async ({ ctx, next }) => {
    if (!(await ctx.isAdmitted())) refuse('signed_out');
    return next();
  });
