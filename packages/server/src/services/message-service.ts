import type { MessageService } from '@duet/api';
import type { MessageLog } from '@duet/log';
import type { RateLimits } from '../limits/rate-limits.ts';
import { readPage } from '../limits/read-page.ts';
import type { SendMessage } from './send-message.ts';
import type { Typing } from './typing.ts';

export const createMessageService = (options: {
  log: Pick<MessageLog, 'history'>;
  send: SendMessage;
  typing: Pick<Typing, 'rest'>;
  limits: Pick<RateLimits, 'take' | 'giveBack'>;
}): MessageService => {
  const { log, send, typing, limits } = options;
  return {
    history: ({ roomId, me }, range, limit) =>
      readPage(
        limits,
        { me, limit },
        () => log.history(roomId, range, limit),
        ({ messages }) => messages.length,
      ),
    send(membership, draft) {
      typing.rest(membership);
      return send(membership, draft, 'text');
    },
  };
};
