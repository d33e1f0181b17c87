import type { Message } from '@duet/protocol';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A message that SQL refused for itself, and why. `at`: milliseconds since the epoch. `p`: its partition of the log. */
export type DeadLetter = { p: number; message: Message; error: string; at: number };

/** Keeps what cannot be stored, and why. */
export const insertDeadLetter = async (db: Kysely<Schema>, { p, message, error, at }: DeadLetter): Promise<void> => {
  const { seq, roomId, senderId, id } = message;
  await db
    .insertInto('dead_letters')
    .values({
      p,
      seq,
      room_id: roomId,
      sender_id: senderId,
      id,
      body: JSON.stringify(message),
      error,
      created_at: at,
    })
    .execute();
};

/** In the order of their places. */
export const deadLetters = async (db: Kysely<Schema>): Promise<DeadLetter[]> => {
  const rows = await db.selectFrom('dead_letters').selectAll().orderBy('seq').orderBy('p').execute();
  return rows.map(({ p, body, error, created_at }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written above
    const message = JSON.parse(body) as Message;
    return { p, message, error, at: created_at };
  });
};

export const deleteDeadLetter = async (db: Kysely<Schema>, { p, message }: DeadLetter): Promise<void> => {
  await db.deleteFrom('dead_letters').where('p', '=', p).where('seq', '=', message.seq).execute();
};
