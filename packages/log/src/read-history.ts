import type { HistoryPage, HistoryRange, Message, RoomId, Seq } from '@duet/protocol';

/** The messages of a room from one place on, in one direction. */
export interface RoomReader {
  /** Older than `before`, or simply the newest; newest first. */
  before(roomId: RoomId, before: Seq | null, limit: number): Promise<Message[]>;
  /** From `from` on, which is included; oldest first. */
  from(roomId: RoomId, from: Seq, limit: number): Promise<Message[]>;
}

const olderThan = async (
  reader: RoomReader,
  roomId: RoomId,
  before: Seq | null,
  limit: number,
): Promise<HistoryPage> => {
  const found = await reader.before(roomId, before, limit + 1);
  return {
    messages: found.slice(0, limit).toReversed(),
    hasOlder: found.length > limit,
    hasNewer: before !== null && (await reader.from(roomId, before, 1)).length > 0,
  };
};

const newerThan = async (reader: RoomReader, roomId: RoomId, after: Seq, limit: number): Promise<HistoryPage> => {
  const found = await reader.from(roomId, after + 1, limit + 1);
  return {
    messages: found.slice(0, limit),
    hasOlder: (await reader.before(roomId, after + 1, 1)).length > 0,
    hasNewer: found.length > limit,
  };
};

/** Half of the page on each side; what one side lacks the other one fills. */
const around = async (reader: RoomReader, roomId: RoomId, seq: Seq, limit: number): Promise<HistoryPage> => {
  const older = await reader.before(roomId, seq, limit + 1);
  const newer = await reader.from(roomId, seq, limit + 1);
  const newerTaken = Math.min(newer.length, Math.max(Math.ceil(limit / 2), limit - older.length));
  const olderTaken = Math.min(older.length, limit - newerTaken);
  const messages: Message[] = [...older.slice(0, olderTaken).toReversed(), ...newer.slice(0, newerTaken)];
  return { messages, hasOlder: older.length > olderTaken, hasNewer: newer.length > newerTaken };
};

/** A stretch of a room, ascending: each read asks for one more than the page holds, to know whether it is the last. */
export const readHistory = (
  reader: RoomReader,
  roomId: RoomId,
  range: HistoryRange,
  limit: number,
): Promise<HistoryPage> => {
  if (range.after !== undefined) return newerThan(reader, roomId, range.after, limit);
  if (range.around !== undefined) return around(reader, roomId, range.around, limit);
  return olderThan(reader, roomId, range.before ?? null, limit);
};
