import { sql } from 'kysely';
import type { Kysely, SqlBool } from 'kysely';
import type { Schema } from './schema.ts';

/** Deactivated people are users too. Sessions that have run out are not counted, nor are system users. */
export type RowCounts = { users: number; activeUsers: number; rooms: number; messages: number; sessions: number };

// Ids are UUIDs: a sixteenth of the rooms begins with each digit.
const digits = Array.from('0123456789abcdef');

/** In slices: neither does one statement take too long, nor does SQLite stop the process for all of it. */
const countMessages = async (db: Kysely<Schema>): Promise<number> => {
  let count = 0;
  for (const digit of digits) {
    const { rows } = await db
      .selectFrom('messages')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .where(sql<SqlBool>`room_id >= ${digit} and room_id < ${`${digit}g`}`)
      .executeTakeFirstOrThrow();
    count += rows;
  }
  return count;
};

/** Reads the messages and the users once through, and an index of each other table. `now`: milliseconds since the epoch. */
export const countRows = async (db: Kysely<Schema>, now: number): Promise<RowCounts> => {
  const people = await db
    .selectFrom('users')
    .select(({ fn }) => ['status', fn.countAll<number>().as('rows')])
    .where('kind', '=', 'person')
    .groupBy('status')
    .execute();
  const rooms = await db
    .selectFrom('rooms')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  const sessions = await db
    .selectFrom('sessions')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return {
    users: people.reduce((sum, { rows }) => sum + rows, 0),
    activeUsers: people.find(({ status }) => status === 'active')?.rows ?? 0,
    rooms: rooms.rows,
    messages: await countMessages(db),
    sessions: sessions.rows,
  };
};
