import { limits } from '@duet/protocol';
import { historyPage, historyRange, messageId, messageText, pageLimit, sendResult, seq } from '@duet/protocol/schemas';
import { z } from 'zod';
import { compiled } from './compiled.ts';
import { roomProcedure } from './procedures.ts';

export const messageRouter = {
  history: roomProcedure
    .input(z.object({ limit: pageLimit.optional() }))
    .input(historyRange)
    .output(historyPage)
    .query(({ ctx, input }) =>
      ctx.services.messages.history(ctx.membership, input, input.limit ?? limits.page.default),
    ),

  send: roomProcedure
    .input(compiled(z.object({ id: messageId, text: messageText, claim: seq.optional() })))
    .output(compiled(sendResult))
    .mutation(({ ctx, input }) => ctx.services.messages.send(ctx.membership, input)),
};
