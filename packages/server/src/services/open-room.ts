import { randomUUID } from 'node:crypto';
import type { Membership } from '@duet/api';
import type { Database } from '@duet/db';
import { createDirectRoom } from '@duet/db';
import type { MessageLog } from '@duet/log';
import { isRoomId } from '@duet/protocol';
import type { RoomId, UserId } from '@duet/protocol';
import type { FanOut } from './fan-out.ts';

/** The room of two people, made if there is none, in the list of the first of them. */
export type OpenRoom = (me: UserId, peer: UserId) => Promise<Membership>;

const newRoomId = (): RoomId => {
  const id = randomUUID();
  return isRoomId(id) ? id : newRoomId();
};

export const createOpenRoom =
  (options: {
    db: Database['db'];
    log: Pick<MessageLog, 'storedThrough'>;
    fanOut: Pick<FanOut, 'roomChanged'>;
    now: () => number;
  }): OpenRoom =>
  async (me, peer) => {
    const { db, log, fanOut, now } = options;
    const createdAt = now();
    // Above all that was written until now: a new room stands first in its creator's list.
    const position = Math.max(createdAt * 1000, (await log.storedThrough()) + 1);
    const roomId = await createDirectRoom(db, { id: newRoomId(), creator: me, peer, createdAt, position });
    const membership = { roomId, me, peer };
    await fanOut.roomChanged([membership]);
    return membership;
  };
