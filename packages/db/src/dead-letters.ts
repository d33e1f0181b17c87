import type { Message } from '@duet/protocol';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Keeps what cannot be stored, and why. */
export const insertDeadLetter = async (
  db: Kysely<Schema>,
  { p, message, error, at }: { p: number; message: Message; error: string; at: number },
): Promise<void> => {
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
