import { z } from 'zod';
import { limits } from '../limits.ts';
import type { HistoryPage, HistoryRange, Message, SendResult } from '../message.ts';
import { sendRefusals } from '../refusals.ts';
import { textFault } from '../text.ts';
import { exactly } from './exactly.ts';
import { messageId, roomId, seq, userId } from './ids.ts';

export const message = exactly<Message>()(
  z.object({
    roomId,
    seq,
    id: messageId,
    senderId: userId,
    kind: z.enum(['text', 'system']),
    status: z.enum(['sent', 'unsent']),
    text: z.string(),
    sentAt: z.number(),
  }),
);

/**
 * Trimmed. Too long passes here on purpose: `send` answers that as data, and a known id gets its first answer before.
 */
export const messageText = z.string().transform((value, context) => {
  const fault = textFault(value);
  if (fault === 'empty') context.addIssue({ code: 'custom', message: 'must not be empty' });
  if (fault === 'unclean') {
    context.addIssue({
      code: 'custom',
      message: 'must be well-formed, without control characters but newline and tab',
    });
  }
  return value.trim();
});

export const sendResult = exactly<SendResult>()(
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), seq, sentAt: z.number(), replayed: z.boolean() }),
    z.object({ ok: z.literal(false), reason: z.enum(sendRefusals), retryAfterMs: z.number().optional() }),
  ]),
);

const absent = z.undefined().optional();

/** A refusal that says "at most one", where a bare union would list every branch. */
export const historyRange = z.union(
  [
    z.object({ before: absent, after: absent, around: absent }),
    z.object({ before: seq, after: absent, around: absent }),
    z.object({ before: absent, after: seq, around: absent }),
    z.object({ before: absent, after: absent, around: seq }),
  ],
  'takes at most one of before, after and around, each a seq',
) satisfies z.ZodType<HistoryRange>;

export const historyPage = exactly<HistoryPage>()(
  z.object({
    messages: z.array(message),
    hasOlder: z.boolean(),
    hasNewer: z.boolean(),
  }),
);

/** A page's size. More than the most is refused, not clamped: a silent clamp reads like the end of the list. */
export const pageLimit = z
  .int(`must be a whole number from 1 to ${limits.page.max}`)
  .min(1, `must be a whole number from 1 to ${limits.page.max}`)
  .max(limits.page.max, `must be a whole number from 1 to ${limits.page.max}`);
