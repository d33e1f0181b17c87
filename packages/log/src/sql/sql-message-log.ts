import {
  DatabaseError,
  logPartitions,
  messagesBefore,
  messagesFrom,
  newestMessages,
  newestSeq,
  raiseEpoch,
  unreadCounts,
} from '@duet/db';
import type { Database } from '@duet/db';
import { limits } from '@duet/protocol';
import type { Accepted, MessageLog } from '../message-log.ts';
import { readHistory } from '../read-history.ts';
import type { RoomReader } from '../read-history.ts';
import { createGroupCommit } from './group-commit.ts';

export type SqlMessageLogOptions = {
  database: Database;
  /** Milliseconds since the epoch; fractions are welcome. */
  now: () => number;
  /** What a commit accepted, ascending by seq, once it is committed. */
  onAccepted: (accepted: Accepted[]) => void;
  /** Another process writes the log now: everything is refused from here on, and this process had better end. */
  onFenced: () => void;
  /** Why a batch failed, or what `onAccepted` threw: for the operator. */
  onFault: (cause: unknown) => void;
  /** Appends that wait for their commit; past it the log says `try_later`. 5,000 unless told. */
  queueBound?: number;
};

/** One partition: a second one would need a second point that gives places, and here is only one process. */
const partition = 0;

/**
 * The log straight into SQL by group commit: what is appended in one turn of the event loop, or while a commit runs, is
 * one transaction. Raises the partition's epoch, so whoever wrote it before cannot any more. Throws `DatabaseError` for a
 * database that was written through Redis, or that another process holds locked.
 */
export const createSqlMessageLog = async (options: SqlMessageLogOptions): Promise<MessageLog> => {
  const { database, now, onAccepted, onFenced, onFault, queueBound = 5_000 } = options;
  const { db } = database;
  const partitions = (await logPartitions(db)).length;
  if (partitions > 1) {
    throw new DatabaseError(
      'needs_redis',
      `This database belongs to nodes with a Redis (its log has ${partitions} partitions), which may hold messages that ` +
        'are not stored here yet. Start with REDIS_URL; docs/operations.md says how to do without it from now on.',
    );
  }
  const { epoch, stored } = await raiseEpoch(db, partition);
  const places = { last: stored, stored, epoch, partition };
  const reader: RoomReader = {
    before: (roomId, before, limit) => messagesBefore(db, roomId, before, limit),
    from: (roomId, from, limit) => messagesFrom(db, roomId, from, limit),
  };
  const commits = createGroupCommit({ database, places, now, onAccepted, onFenced, onFault, queueBound });

  return {
    append: (entry, claim) => commits.append(entry, claim ?? null),

    known: (key) => commits.known(key),

    history: (roomId, range, limit) => readHistory(reader, roomId, range, limit),

    heads: async (reader, rooms) => {
      const newest = await newestMessages(
        db,
        rooms.map((room) => room.roomId),
      );
      const last = new Map(newest.map((message) => [message.roomId, message]));
      // Up to the newest: what comes between the two questions is counted with the next one.
      const behind = rooms.map((room) => ({ ...room, before: (last.get(room.roomId)?.seq ?? 0) + 1 }));
      const unread = await unreadCounts(db, { reader, rooms: behind, cap: limits.unread });
      return new Map(
        rooms.map(({ roomId }) => [roomId, { lastMessage: last.get(roomId) ?? null, unread: unread.get(roomId) ?? 0 }]),
      );
    },

    lastSeq: (roomId) => newestSeq(db, roomId),

    storedThrough: async () => commits.stored(),

    // What is accepted is stored.
    backlog: async () => ({ messages: 0, oldestMs: 0 }),

    // Each commit reads the room's status itself.
    roomsChanging: async () => {},
    roomChanged: async () => {},

    close: () => commits.close(),
  };
};
