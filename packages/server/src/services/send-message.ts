import type { Membership, MessageService } from '@duet/api';
import type { MessageLog } from '@duet/log';
import { codePoints, limits as inputLimits } from '@duet/protocol';
import type { MessageKind, SendResult } from '@duet/protocol';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { Metrics } from '../metrics/metrics.ts';

export type SendMessage = (
  membership: Membership,
  draft: Parameters<MessageService['send']>[1],
  kind: MessageKind,
) => Promise<SendResult>;

export const createSendMessage = (options: {
  log: Pick<MessageLog, 'append' | 'known'>;
  limits: RateLimits;
  metrics: Pick<Metrics, 'send'>;
}): SendMessage => {
  const { log, limits, metrics } = options;

  const send: SendMessage = async ({ roomId, me, peer }, { id, text, claim }, kind) => {
    const key = { roomId, senderId: me, id };
    // A known id gets its first answer before any refusal. The log is asked for it only when there is one to give.
    if (codePoints(text, inputLimits.text.max) > inputLimits.text.max) {
      return (await log.known(key)) ?? { ok: false, reason: 'too_long' };
    }
    // A system user speaks for the host, which has a reason for as many as it sends.
    const retryAfterMs = kind === 'system' ? null : await limits.wait('send', me);
    if (retryAfterMs !== null) {
      return (await log.known(key)) ?? { ok: false, reason: 'rate_limited', retryAfterMs };
    }
    return log.append({ ...key, text, kind, members: me < peer ? [me, peer] : [peer, me] }, claim);
  };

  return (membership, draft, kind) => metrics.send(() => send(membership, draft, kind));
};
