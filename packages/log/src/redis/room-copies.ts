import { randomUUID } from 'node:crypto';
import { roomStates } from '@duet/db';
import type { Database } from '@duet/db';
import type { RoomId } from '@duet/protocol';
import type { Epochs } from './epochs.ts';

/** What the appending script knows of rooms: whether they are open, and whether they hold a message. */
export interface RoomCopies {
  /** What was known counts no more; who wants to know reads SQL, behind the transaction that holds the room's row. */
  forget(roomId: RoomId): Promise<void>;
  /** Reads SQL again. When it resolves, whatever is appended later goes by what SQL said, or by something newer. */
  settle(roomId: RoomId): Promise<void>;
  /** For a room that is unknown: joins a reading that is under way. */
  fill(roomId: RoomId): Promise<void>;
}

/**
 *   absent, settled ──unsettle (a token)──▶ unknown ──read SQL──▶ settled, if the token still stands
 *
 * Nobody sends while it is unknown. Who reads after another one's token stands has read what is newer.
 */
export const createRoomCopies = (epochs: Epochs, { db }: Pick<Database, 'db'>): RoomCopies => {
  const filling = new Map<RoomId, Promise<void>>();

  const unsettle = async (roomId: RoomId): Promise<string> => {
    const token = randomUUID();
    await epochs.ask((epoch) => epochs.partitionOf(roomId).unsettleRoom(epoch, roomId, token));
    return token;
  };

  const settle = async (roomId: RoomId): Promise<void> => {
    const token = await unsettle(roomId);
    const read = (await roomStates(db, [roomId])).get(roomId);
    if (read === undefined) throw new Error(`there is no room ${roomId}`);
    await epochs.ask((epoch) => epochs.partitionOf(roomId).settleRoom(epoch, roomId, token, read));
  };

  return {
    forget: async (roomId) => {
      await unsettle(roomId);
    },
    settle,
    fill: (roomId) => {
      const underWay = filling.get(roomId);
      if (underWay !== undefined) return underWay;
      const fill = settle(roomId).finally(() => filling.delete(roomId));
      filling.set(roomId, fill);
      return fill;
    },
  };
};
