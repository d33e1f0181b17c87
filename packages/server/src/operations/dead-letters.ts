import { deadLetters, deleteDeadLetter, insertMessages, isRowRefused, messagesByKeys, placeRooms } from '@duet/db';
import type { Database, DeadLetter } from '@duet/db';
import { withDatabase } from './with-database.ts';

/** `stored`: it stands in its room now, at its place. `refused`: SQL still refuses it, and it is kept. */
export type Replayed = { letter: DeadLetter; outcome: 'stored' | 'refused'; error?: string };

const store = (db: Database['db'], letter: DeadLetter): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { message } = letter;
    // Its sender may have sent it again since.
    const there = await messagesByKeys(trx, [message]);
    if (there.length === 0) await insertMessages(trx, [message]);
    await placeRooms(trx, [message.roomId]);
    await deleteDeadLetter(trx, letter);
  });

const replay = async (db: Database['db'], letter: DeadLetter): Promise<Replayed> => {
  try {
    await store(db, letter);
    return { letter, outcome: 'stored' };
  } catch (cause) {
    if (!isRowRefused(cause)) throw cause;
    return { letter, outcome: 'refused', error: cause instanceof Error ? cause.message : String(cause) };
  }
};

/** What SQL refused for itself, in the order of its places. Throws `DatabaseError`. */
export const listDeadLetters = (databaseUrl: string): Promise<DeadLetter[]> => withDatabase(databaseUrl, deadLetters);

/**
 * Stores each at its old place, when what SQL refused about it is mended. Devices see it with the next page that they
 * load. Throws `DatabaseError`.
 */
export const replayDeadLetters = (databaseUrl: string): Promise<Replayed[]> =>
  withDatabase(databaseUrl, async (db) => {
    const outcomes: Replayed[] = [];
    for (const letter of await deadLetters(db)) outcomes.push(await replay(db, letter));
    return outcomes;
  });
