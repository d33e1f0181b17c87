import type { MessageService } from '@duet/api';
import type { MessageLog } from '@duet/log';
import type { SendMessage } from './send-message.ts';
import type { Typing } from './typing.ts';

export const createMessageService = (options: {
  log: Pick<MessageLog, 'history'>;
  send: SendMessage;
  typing: Pick<Typing, 'rest'>;
}): MessageService => {
  const { log, send, typing } = options;
  return {
    history: ({ roomId }, range, limit) => log.history(roomId, range, limit),
    send(membership, draft) {
      typing.rest(membership);
      return send(membership, draft, 'text');
    },
  };
};
