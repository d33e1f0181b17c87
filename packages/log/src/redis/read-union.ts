import { messagesBefore, messagesByKeys, messagesFrom, newestMessages, newestSeq, unreadCounts } from '@duet/db';
import type { Database } from '@duet/db';
import { limits } from '@duet/protocol';
import type { HistoryPage, HistoryRange, Message, RoomId, Seq, UserId } from '@duet/protocol';
import type { Head } from '../message-log.ts';
import { readHistory } from '../read-history.ts';
import type { RoomReader } from '../read-history.ts';
import type { Epochs } from './epochs.ts';

/** Un-drained entries of a room that its head looks at. */
const headBound = 1_000;

/** Reads the tail in Redis first and SQL then: what is drained in between is in both, and never in neither. */
export interface UnionReader {
  history(roomId: RoomId, range: HistoryRange, limit: number): Promise<HistoryPage>;
  heads(reader: UserId, rooms: readonly { roomId: RoomId; readSeq: Seq }[]): Promise<Map<RoomId, Head>>;
  lastSeq(roomId: RoomId): Promise<Seq>;
}

const union = (tail: readonly Message[], stored: readonly Message[]): Message[] => [
  ...new Map([...tail, ...stored].map((message) => [message.seq, message])).values(),
];

const isNewest = (range: HistoryRange): boolean =>
  range.before === undefined && range.after === undefined && range.around === undefined;

export const createUnionReader = (epochs: Epochs, { db }: Pick<Database, 'db'>): UnionReader => {
  const tail = async (
    roomId: RoomId,
    { from = 0, to = Number.MAX_SAFE_INTEGER, limit = headBound, newestFirst = true },
  ): Promise<Message[]> => {
    const partition = epochs.partitionOf(roomId);
    const { value } = await epochs.ask((epoch) => partition.tail(epoch, roomId, { from, to, limit, newestFirst }));
    return value.map(({ message }) => message);
  };

  const reader: RoomReader = {
    before: async (roomId, before, limit) => {
      const undrained = await tail(roomId, before === null ? { limit } : { to: before - 1, limit });
      const stored = await messagesBefore(db, roomId, before, limit);
      return union(undrained, stored)
        .sort((a, b) => b.seq - a.seq)
        .slice(0, limit);
    },
    from: async (roomId, from, limit) => {
      const undrained = await tail(roomId, { from, limit, newestFirst: false });
      const stored = await messagesFrom(db, roomId, from, limit);
      return union(undrained, stored)
        .sort((a, b) => a.seq - b.seq)
        .slice(0, limit);
    },
  };

  return {
    history: async (roomId, range, limit) => {
      try {
        return await readHistory(reader, roomId, range, limit);
      } catch (cause) {
        if (!isNewest(range)) throw cause;
        // Without SQL the newest page is what is not drained, and says that more lies beyond.
        const undrained = await tail(roomId, { limit });
        if (undrained.length === 0) throw cause;
        return { messages: undrained.toReversed(), hasOlder: true, hasNewer: false };
      }
    },

    heads: async (me, rooms) => {
      const tails = new Map(
        await Promise.all(rooms.map(async ({ roomId }) => [roomId, await tail(roomId, {})] as const)),
      );
      const unreadIn = ({ roomId, readSeq }: { roomId: RoomId; readSeq: Seq }): Message[] =>
        (tails.get(roomId) ?? []).filter(
          ({ seq, senderId, status }) => seq > readSeq && senderId !== me && status === 'sent',
        );
      // One transaction, so that nothing is drained between the question what is stored and the count.
      const stored = await db.transaction().execute(async (trx) => ({
        newest: await newestMessages(
          trx,
          rooms.map(({ roomId }) => roomId),
        ),
        counts: await unreadCounts(trx, { reader: me, rooms, cap: limits.unread }),
        twice: await messagesByKeys(trx, rooms.flatMap(unreadIn)),
      }));
      const newest = new Map(stored.newest.map((message) => [message.roomId, message]));
      const twice = Map.groupBy(stored.twice, ({ roomId }) => roomId);
      return new Map(
        rooms.map((room): [RoomId, Head] => {
          const { roomId } = room;
          const undrained = unreadIn(room).length - (twice.get(roomId)?.length ?? 0);
          const unread = Math.min(limits.unread, (stored.counts.get(roomId) ?? 0) + undrained);
          return [roomId, { lastMessage: tails.get(roomId)?.[0] ?? newest.get(roomId) ?? null, unread }];
        }),
      );
    },

    // Whatever is not drained stands behind all that is.
    lastSeq: async (roomId) => (await tail(roomId, { limit: 1 }))[0]?.seq ?? newestSeq(db, roomId),
  };
};
