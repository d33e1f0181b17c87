import {
  insertMessages,
  isInGap,
  isUniqueViolation,
  lockPartition,
  logPartitions,
  messagesFrom,
  placeRooms,
  roomStates,
} from '@duet/db';
import type { Database } from '@duet/db';
import type { Seq } from '@duet/protocol';
import type { Accepted, Entry } from '../message-log.ts';
import { acceptedOf } from './log-entry.ts';

/** `now`: ms since the epoch. */
export type Claim = { entry: Entry; seq: Seq; p: number; epoch: number; now: number };

/**
 * Puts a message that Redis lost, and SQL never had, back at its old place: straight into SQL, if an epoch jumped over
 * that place and nothing of the room stands there. No epoch begins between the look and the commit. `null`: it has to
 * be appended as if it had no claim. The place is the µs of its first acceptance, but for places hours ahead of the clock.
 */
export const restoreClaim = (
  { db }: Pick<Database, 'db'>,
  { entry, seq, p, epoch, now }: Claim,
): Promise<Accepted | null> =>
  db
    .transaction()
    .execute(async (trx) => {
      await lockPartition(trx, p);
      const partition = (await logPartitions(trx)).find((row) => row.p === p);
      if (partition?.epoch !== epoch || !(await isInGap(trx, p, seq))) return null;
      const [there] = await messagesFrom(trx, entry.roomId, seq, 1);
      const room = (await roomStates(trx, [entry.roomId])).get(entry.roomId);
      if (there?.seq === seq || room?.status !== 'open') return null;
      const restored = acceptedOf(entry, seq, Math.floor(Math.min(now, seq / 1_000)), room.empty);
      await insertMessages(trx, [restored.message]);
      await placeRooms(trx, [entry.roomId]);
      return restored;
    })
    .catch((cause: unknown) => {
      // Someone was faster with this key, and may be asked; or with this place.
      if (isUniqueViolation(cause)) return null;
      throw cause;
    });
