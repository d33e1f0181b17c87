import { adminLimits } from '@duet/protocol';
import {
  counts,
  externalId,
  hostUserChange,
  hostUserShape,
  hostUserUpsert,
  messageId,
  messageText,
  roomId,
  sendResult,
  username,
} from '@duet/protocol/schemas';
import { z } from 'zod';
import { adminProcedure, router } from './admin-procedures.ts';

const isDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length;

const someone = z
  .array(externalId)
  .min(1)
  .max(adminLimits.status, `takes at most ${adminLimits.status} users at once`)
  .refine(isDistinct, 'names nobody twice');
const someones = z.object({ externalIds: someone });
const changes = z.object({ users: z.array(hostUserChange) });

const user = router({
  upsert: adminProcedure
    .input(
      z.object({
        users: z
          .array(hostUserShape)
          .min(1)
          .max(adminLimits.upsert, `takes at most ${adminLimits.upsert} users at once`)
          .refine((users) => isDistinct(users.map((one) => one.externalId)), 'names nobody twice'),
      }),
    )
    .output(z.object({ users: z.array(hostUserUpsert) }))
    .mutation(async ({ ctx, input }) => ({ users: await ctx.services.upsert(input.users) })),

  deactivate: adminProcedure
    .input(someones)
    .output(changes)
    .mutation(async ({ ctx, input }) => ({ users: await ctx.services.deactivate(input.externalIds) })),

  reactivate: adminProcedure
    .input(someones)
    .output(changes)
    .mutation(async ({ ctx, input }) => ({ users: await ctx.services.reactivate(input.externalIds) })),
});

const room = router({
  open: adminProcedure
    .input(z.object({ pair: z.tuple([externalId, externalId]).refine(isDistinct, 'must be two people') }))
    .output(z.object({ roomId }))
    .mutation(async ({ ctx, input }) => ({ roomId: await ctx.services.openRoom(input.pair) })),
});

const message = router({
  send: adminProcedure
    .input(z.object({ from: username, to: externalId, id: messageId, text: messageText }))
    .output(sendResult)
    .mutation(({ ctx, input }) => ctx.services.send(input)),
});

/** What a host's server may do, by an API key and over HTTP only. Apart from the people's router, and of its own type. */
export const adminRouter = router({
  admin: router({
    user,
    room,
    message,
    counts: adminProcedure.output(counts).query(({ ctx }) => ctx.services.counts()),
  }),
});

export type AdminRouter = typeof adminRouter;
