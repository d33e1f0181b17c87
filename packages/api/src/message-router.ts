import { limits } from '@duet/protocol';
import { historyPage, historyRange, messageId, messageText, pageLimit, sendResult, seq } from '@duet/protocol/schemas';
import { z } from 'zod';
import { roomProcedure } from './procedures.ts';

export const messageRouter = {
  /** A stretch of a room: the newest, or at one of `before`, `after`, `around`. `limit`: 50, at most 200. */
  history: roomProcedure
    .input(z.object({ limit: pageLimit.optional() }))
    .input(historyRange)
    .output(historyPage)
    .query(({ ctx, input }) =>
      ctx.services.messages.history(ctx.membership, input, input.limit ?? limits.page.default),
    ),

  /**
   * Sends once, however often it is called with this `id`, a UUIDv7: the first answer comes again. `ok: false` is certainly
   * not written; after a thrown error nobody knows, so ask again with the same id. `chat.outbox.send` does all that.
   * `claim`: the seq that an earlier answer gave.
   */
  send: roomProcedure
    .input(z.object({ id: messageId, text: messageText, claim: seq.optional() }))
    .output(sendResult)
    .mutation(({ ctx, input }) => ctx.services.messages.send(ctx.membership, input)),
};
