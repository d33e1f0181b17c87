import { randomUUID } from 'node:crypto';
import { isUserId } from '@duet/protocol';
import type { UserId } from '@duet/protocol';

export const newUserId = (): UserId => {
  const id = randomUUID();
  return isUserId(id) ? id : newUserId();
};
