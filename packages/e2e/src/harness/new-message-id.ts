import { isMessageId } from '@duet/sdk';
import type { MessageId } from '@duet/sdk';
import { v7 } from 'uuid';

export const newMessageId = (): MessageId => {
  const id = v7();
  if (!isMessageId(id)) throw new Error('a UUIDv7 is a message id');
  return id;
};
