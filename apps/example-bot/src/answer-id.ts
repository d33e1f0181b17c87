import { createHash } from 'node:crypto';
import { isMessageId } from '@duet/sdk';
import type { MessageId } from '@duet/sdk';

/**
 * One question, one id, whenever and however often it is answered: a UUIDv7 with the question's time, and its hash where
 * others have chance. To send the same id again is no second message.
 */
export const answerId = (question: MessageId): MessageId => {
  const hash = createHash('sha256').update(question).digest('hex');
  const id = `${question.slice(0, 13)}-7${hash.slice(0, 3)}-a${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
  if (!isMessageId(id)) throw new Error(`${id} is no message id`);
  return id;
};
