import { adminLimits } from '@duet/protocol';
import {
  counts,
  externalId,
  hostUserShape,
  hostUserUpsert,
  messageId,
  messageText,
  namedUsers,
  roomId,
  sendResult,
  userChange,
  username,
} from '@duet/protocol/schemas';
import type { TRPCBuiltRouter as BuiltRouter, TRPCDecorateCreateRouterOptions as DecoratedRecord } from '@trpc/server';
import { z } from 'zod';
import { adminProcedure, router } from './admin-procedures.ts';
import type { ErrorShape } from './error-data.ts';

const isDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length;

const changes = z.object({ users: z.array(userChange) });

const user = {
  /** Makes and updates up to 500 users by the host's ids. Each has its own outcome. */
  upsert: adminProcedure
    .input(
      z.object({
        users: z
          .array(hostUserShape)
          .min(1)
          .max(adminLimits.upsert, `takes at most ${adminLimits.upsert} users at once`)
          .refine((users) => isDistinct(users.map((one) => one.externalId)), 'must name nobody twice'),
      }),
    )
    .output(z.object({ users: z.array(hostUserUpsert) }))
    .mutation(async ({ ctx, input }) => ({ users: await ctx.services.upsert(input.users) })),

  /** Signs them out everywhere within a second, takes them out of search and closes their rooms. Up to 100. */
  deactivate: adminProcedure
    .input(namedUsers)
    .output(changes)
    .mutation(async ({ ctx, input }) => ({ users: await ctx.services.deactivate(input) })),

  /** They may sign in again, and their rooms open. Up to 100. */
  reactivate: adminProcedure
    .input(namedUsers)
    .output(changes)
    .mutation(async ({ ctx, input }) => ({ users: await ctx.services.reactivate(input) })),
};

const room = {
  /** The room of two people, in both their lists. Refuses with `not_found`. */
  open: adminProcedure
    .input(z.object({ pair: z.tuple([externalId, externalId]).refine(isDistinct, 'must be two people') }))
    .output(z.object({ roomId }))
    .mutation(async ({ ctx, input }) => ({ roomId: await ctx.services.openRoom(input.pair) })),
};

const message = {
  /** Sends as a named system user, once for each `id`, a UUIDv7. Refuses with `taken` when the name is a person's, and with `not_found`. */
  send: adminProcedure
    .input(z.object({ from: username, to: externalId, id: messageId, text: messageText }))
    .output(sendResult)
    .mutation(({ ctx, input }) => ctx.services.send(input)),
};

const procedures = {
  user,
  room,
  message,
  /** How many there are of what, at most a minute old. */
  counts: adminProcedure.output(counts).query(({ ctx }) => ctx.services.counts()),
};
const record = { admin: procedures };

/** The procedures behind `admin.` by their types. */
export type AdminProcedures = typeof procedures;

/** What a host's server may do, by an API key and over HTTP only. Apart from the people's router, and of its own type. */
export const adminRouter = router(record);

/** The same as the SDK sees it: procedures and errors, and no server's context. */
export type AdminRouter = BuiltRouter<
  { ctx: object; meta: object; errorShape: ErrorShape; transformer: false },
  DecoratedRecord<typeof record>
>;
