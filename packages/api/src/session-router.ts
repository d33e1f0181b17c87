import { displayName, done, password, user, username } from '@duet/protocol/schemas';
import { z } from 'zod';
import type { Context } from './context.ts';
import { publicProcedure, userProcedure } from './procedures.ts';
import type { SignedIn } from './services.ts';

const signedIn = z.object({ user, token: z.string() });

const welcome = (cookies: Context['cookies'], { user: who, token, expiresAt }: SignedIn) => {
  cookies?.setSession(token, expiresAt);
  return { user: who, token };
};

export const sessionRouter = {
  /** Makes a local account and signs in; over HTTP it sets the cookie too. Refuses with `taken`, `invalid`, `rate_limited`. */
  signUp: publicProcedure
    .input(z.object({ username, password, displayName: displayName.optional() }))
    .output(signedIn)
    .mutation(async ({ ctx, input }) => welcome(ctx.cookies, await ctx.services.sessions.signUp(input, ctx.peer))),

  /** Refuses with `wrong_credentials`, `rate_limited`. */
  signIn: publicProcedure
    // Loose on purpose: a name that could never be signed up gets the same answer as one that nobody has.
    .input(z.object({ username: z.string().max(200), password: z.string().max(1000) }))
    .output(signedIn)
    .mutation(async ({ ctx, input }) => welcome(ctx.cookies, await ctx.services.sessions.signIn(input, ctx.peer))),

  /** Ends this session wherever it is open; its sockets close within a second. */
  signOut: userProcedure.output(done).mutation(async ({ ctx }) => {
    await ctx.services.sessions.signOut(ctx.userSession);
    ctx.cookies?.clearSession();
    return {};
  }),

  /** Who is signed in; `user: null` is nobody. */
  me: publicProcedure.output(z.object({ user: user.nullable() })).query(async ({ ctx }) => {
    const session = ctx.session();
    return { user: session && (await ctx.services.sessions.me(session)) };
  }),
};
