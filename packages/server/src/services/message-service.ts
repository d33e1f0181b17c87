import type { MessageService } from '@duet/api';
import type { MessageLog } from '@duet/log';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { SendMessage } from './send-message.ts';
import type { Typing } from './typing.ts';

export const createMessageService = (options: {
  log: Pick<MessageLog, 'history'>;
  send: SendMessage;
  typing: Pick<Typing, 'rest'>;
  limits: Pick<RateLimits, 'take'>;
}): MessageService => {
  const { log, send, typing, limits } = options;
  return {
    async history({ roomId, me }, range, limit) {
      await limits.take('read', me, limit);
      return log.history(roomId, range, limit);
    },
    send(membership, draft) {
      typing.rest(membership);
      return send(membership, draft, 'text');
    },
  };
};
