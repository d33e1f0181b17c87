import type { MessageService } from '@duet/api';
import type { MessageLog } from '@duet/log';
import type { SendMessage } from './send-message.ts';

export const createMessageService = (options: {
  log: Pick<MessageLog, 'history'>;
  send: SendMessage;
}): MessageService => {
  const { log, send } = options;
  return {
    history: ({ roomId }, range, limit) => log.history(roomId, range, limit),
    send: (membership, draft) => send(membership, draft, 'text'),
  };
};
