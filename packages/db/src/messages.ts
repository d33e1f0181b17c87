import type { Message, MessageId, RoomId, Seq, UserId } from '@duet/protocol';
import type { Kysely } from 'kysely';
import { CompiledQuery, sql } from 'kysely';
import type { Schema } from './schema.ts';

const storedMessage = [
  'messages.room_id as roomId',
  'messages.seq',
  'messages.id',
  'messages.sender_id as senderId',
  'messages.kind',
  'messages.status',
  'messages.text',
  'messages.sent_at as sentAt',
] as const;

const byKey = (a: Message, b: Message): number => (a.roomId < b.roomId ? -1 : a.roomId > b.roomId ? 1 : a.seq - b.seq);

const columns = ['room_id', 'seq', 'id', 'sender_id', 'kind', 'status', 'text', 'sent_at', 'rev'] as const;
const insert = `insert into messages (${columns.join(', ')}) values `;
const row = `(${columns.map(() => '?').join(', ')})`;

/**
 * In the order of their keys, so that two who insert at once wait for each other and never for a circle. Spelled out:
 * building this statement value by value cost as much as running it.
 */
export const insertMessages = async (db: Kysely<Schema>, messages: readonly Message[]): Promise<void> => {
  if (messages.length === 0) return;
  const values = messages
    .toSorted(byKey)
    .flatMap(({ roomId, seq, id, senderId, kind, status, text, sentAt }) => [
      roomId,
      seq,
      id,
      senderId,
      kind,
      status,
      text,
      sentAt,
      seq,
    ]);
  await db.executeQuery(CompiledQuery.raw(insert + Array<string>(messages.length).fill(row).join(', '), values));
};

type Key = { roomId: RoomId; senderId: UserId; id: MessageId };
const keyText = ({ roomId, senderId, id }: Key): string => `${roomId} ${senderId} ${id}`;

/** Those of the keys that are stored. */
export const messagesByKeys = async (db: Kysely<Schema>, keys: readonly Key[]): Promise<Message[]> => {
  if (keys.length === 0) return [];
  const found = await db
    .selectFrom('messages')
    .select(storedMessage)
    .where('id', 'in', [...new Set(keys.map((key) => key.id))])
    .execute();
  // By the id alone, which has the index: given the rooms as well, SQLite read whole rooms. Tuples in `in` are spelled
  // differently by every engine, so an id that stands elsewhere too is sorted out here.
  const wanted = new Set(keys.map(keyText));
  return found.filter((message) => wanted.has(keyText(message)));
};

/** Older than `before`, or simply the newest; newest first. */
export const messagesBefore = (
  db: Kysely<Schema>,
  roomId: RoomId,
  before: Seq | null,
  limit: number,
): Promise<Message[]> => {
  const newest = db
    .selectFrom('messages')
    .select(storedMessage)
    .where('room_id', '=', roomId)
    .orderBy('seq', 'desc')
    .limit(limit);
  return before === null ? newest.execute() : newest.where('seq', '<', before).execute();
};

/** From `from` on, which is included; oldest first. */
export const messagesFrom = (db: Kysely<Schema>, roomId: RoomId, from: Seq, limit: number): Promise<Message[]> =>
  db
    .selectFrom('messages')
    .select(storedMessage)
    .where('room_id', '=', roomId)
    .where('seq', '>=', from)
    .orderBy('seq')
    .limit(limit)
    .execute();

/** The newest message of each room that has one. */
export const newestMessages = async (db: Kysely<Schema>, roomIds: readonly RoomId[]): Promise<Message[]> =>
  roomIds.length === 0
    ? []
    : db
        .selectFrom('rooms')
        .innerJoin('messages', (join) =>
          join.onRef('messages.room_id', '=', 'rooms.id').on('messages.seq', '=', ({ selectFrom }) =>
            selectFrom('messages as newest')
              .select(({ fn }) => fn.max('newest.seq').as('seq'))
              .whereRef('newest.room_id', '=', 'rooms.id'),
          ),
        )
        .select(storedMessage)
        .where('rooms.id', 'in', roomIds)
        .execute();

/** 0 in a room without messages. */
export const newestSeq = async (db: Kysely<Schema>, roomId: RoomId): Promise<Seq> => {
  const { seq } = await db
    .selectFrom('messages')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .where('room_id', '=', roomId)
    .executeTakeFirstOrThrow();
  return seq ?? 0;
};

/** One statement's share: SQLite joins at most 500 selects, and each is planned by itself. */
const countsAtOnce = 100;

/** `before`: what stands there or behind it does not count. */
type Behind = { roomId: RoomId; readSeq: Seq; before: Seq };

/** How many messages of others stand behind the reader's receipt, unsent ones left out, counted up to `cap`. */
export const unreadCounts = async (
  db: Kysely<Schema>,
  { reader, rooms, cap }: { reader: UserId; rooms: readonly Behind[]; cap: number },
): Promise<Map<RoomId, number>> => {
  const counts = new Map<RoomId, number>();
  for (let start = 0; start < rooms.length; start += countsAtOnce) {
    const queries = rooms.slice(start, start + countsAtOnce).map(
      ({ roomId, readSeq, before }) => sql`select ${roomId} as room_id, count(*) as unread from (
        select 1 as one from messages
        where room_id = ${roomId} and seq > ${readSeq} and seq < ${before}
          and sender_id <> ${reader} and status = 'sent' limit ${cap}
      ) as behind`,
    );
    const { rows } = await sql<{ room_id: RoomId; unread: number }>`${sql.join(queries, sql` union all `)}`.execute(db);
    for (const row of rows) counts.set(row.room_id, row.unread);
  }
  return counts;
};
