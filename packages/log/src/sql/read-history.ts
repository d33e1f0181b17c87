import { messagesBefore, messagesFrom } from '@duet/db';
import type { Database } from '@duet/db';
import type { HistoryPage, HistoryRange, Message, RoomId, Seq } from '@duet/protocol';

type Db = Database['db'];

const olderThan = async (db: Db, roomId: RoomId, before: Seq | null, limit: number): Promise<HistoryPage> => {
  const found = await messagesBefore(db, roomId, before, limit + 1);
  return {
    messages: found.slice(0, limit).toReversed(),
    hasOlder: found.length > limit,
    hasNewer: before !== null && (await messagesFrom(db, roomId, before, 1)).length > 0,
  };
};

const newerThan = async (db: Db, roomId: RoomId, after: Seq, limit: number): Promise<HistoryPage> => {
  const found = await messagesFrom(db, roomId, after + 1, limit + 1);
  return {
    messages: found.slice(0, limit),
    hasOlder: (await messagesBefore(db, roomId, after + 1, 1)).length > 0,
    hasNewer: found.length > limit,
  };
};

/** Half of the page on each side; what one side lacks the other one fills. */
const around = async (db: Db, roomId: RoomId, seq: Seq, limit: number): Promise<HistoryPage> => {
  const older = await messagesBefore(db, roomId, seq, limit + 1);
  const newer = await messagesFrom(db, roomId, seq, limit + 1);
  const newerTaken = Math.min(newer.length, Math.max(Math.ceil(limit / 2), limit - older.length));
  const olderTaken = Math.min(older.length, limit - newerTaken);
  const messages: Message[] = [...older.slice(0, olderTaken).toReversed(), ...newer.slice(0, newerTaken)];
  return { messages, hasOlder: older.length > olderTaken, hasNewer: newer.length > newerTaken };
};

/** A stretch of a room, ascending: each read asks for one more than the page holds, to know whether it is the last. */
export const readHistory = (db: Db, roomId: RoomId, range: HistoryRange, limit: number): Promise<HistoryPage> => {
  if (range.after !== undefined) return newerThan(db, roomId, range.after, limit);
  if (range.around !== undefined) return around(db, roomId, range.around, limit);
  return olderThan(db, roomId, range.before ?? null, limit);
};
