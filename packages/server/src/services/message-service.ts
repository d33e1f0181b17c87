import type { MessageService } from '@duet/api';
import type { MessageLog } from '@duet/log';
import { isLongerThan, limits as inputLimits } from '@duet/protocol';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { Metrics } from '../metrics/metrics.ts';

export const createMessageService = (options: {
  log: Pick<MessageLog, 'append' | 'known' | 'history'>;
  limits: RateLimits;
  metrics: Pick<Metrics, 'send'>;
}): MessageService => {
  const { log, limits, metrics } = options;

  const send: MessageService['send'] = async ({ roomId, me, peer }, { id, text, claim }) => {
    const key = { roomId, senderId: me, id };
    // A known id gets its first answer before any refusal. The log is asked for it only when there is one to give.
    if (isLongerThan(text, inputLimits.text.max)) {
      return (await log.known(key)) ?? { ok: false, reason: 'too_long' };
    }
    const retryAfterMs = await limits.wait('send', me);
    if (retryAfterMs !== null) {
      return (await log.known(key)) ?? { ok: false, reason: 'rate_limited', retryAfterMs };
    }
    return log.append({ ...key, text, kind: 'text', members: me < peer ? [me, peer] : [peer, me] }, claim);
  };

  return {
    history: ({ roomId }, range, limit) => log.history(roomId, range, limit),
    send: (membership, draft) => metrics.send(() => send(membership, draft)),
  };
};
