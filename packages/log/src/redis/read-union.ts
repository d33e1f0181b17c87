import { messagesBefore, messagesFrom, newestMessages, newestSeq, unreadCounts } from '@duet/db';
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
      const isEmpty = ({ roomId }: { roomId: RoomId }): boolean => tails.get(roomId)?.length === 0;
      const stored = await newestMessages(
        db,
        rooms.filter(isEmpty).map(({ roomId }) => roomId),
      );
      const newest = new Map(stored.map((message) => [message.roomId, message]));
      // SQL counts for what stands before the tail, and the tail for itself: what is drained, or comes, between the
      // questions was counted twice or not at all.
      const behind = rooms.map(({ roomId, readSeq }) => {
        const oldest = tails.get(roomId)?.at(-1);
        return { roomId, readSeq, before: oldest?.seq ?? (newest.get(roomId)?.seq ?? 0) + 1 };
      });
      const counts = await unreadCounts(db, { reader: me, rooms: behind, cap: limits.unread });
      return new Map(
        rooms.map(({ roomId, readSeq }): [RoomId, Head] => {
          const tail = tails.get(roomId) ?? [];
          const undrained = tail.filter(
            ({ seq, senderId, status }) => seq > readSeq && senderId !== me && status === 'sent',
          ).length;
          const unread = Math.min(limits.unread, (counts.get(roomId) ?? 0) + undrained);
          return [roomId, { lastMessage: tail[0] ?? newest.get(roomId) ?? null, unread }];
        }),
      );
    },

    // Whatever is not drained stands behind all that is.
    lastSeq: async (roomId) => (await tail(roomId, { limit: 1 }))[0]?.seq ?? newestSeq(db, roomId),
  };
};
