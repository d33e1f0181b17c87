import { insertMessages, isInGap, isUniqueViolation, messagesFrom, moveStored, placeRooms, roomStates } from '@duet/db';
import type { Database } from '@duet/db';
import type { Message, RoomId, Seq } from '@duet/protocol';
import type { Accepted, Entry } from '../message-log.ts';

type Db = Database['db'];

/** One append of a batch. No two of a batch have the same key. */
export type Want = { readonly entry: Entry; readonly claim: Seq | null };

/**
 * The one point at which places are given. `last`: the newest one, which only rises, also by what failed. `stored`: the
 * partition's watermark as SQL must have it: if it does not, someone else writes.
 */
export type Places = { last: Seq; stored: Seq; readonly epoch: number; readonly partition: number };

export type BatchOutcome<W extends Want> =
  | ({ status: 'committed' } & Written<W>)
  /** Some of the keys are stored already; nothing was written. */
  | { status: 'repeated'; cause: unknown }
  /** Another process writes this partition now; nothing was written. */
  | { status: 'fenced' }
  | { status: 'not_written'; cause: unknown }
  /** `accepted`: what stands there, all of it, if the commit happened. */
  | { status: 'unknown'; cause: unknown; accepted: Accepted[] };

/** `taken`: ascending by seq. `blocked`: the others, whose rooms take nothing. `stored`: the partition's watermark. */
type Written<W extends Want> = { taken: Taken<W>[]; blocked: W[]; stored: Seq };

/** An append and what it became. */
export type Taken<W extends Want> = { readonly want: W; readonly accepted: Accepted };

class Fenced extends Error {}

/** The place that a lost message asks for, if an epoch jumped over it and nothing took it since. */
const isFree = async (db: Db, places: Places, roomId: RoomId, claim: Seq): Promise<boolean> => {
  if (claim > places.last || !(await isInGap(db, places.partition, claim))) return false;
  const [there] = await messagesFrom(db, roomId, claim, 1);
  return there?.seq !== claim;
};

type Placed<W extends Want> = { readonly seq: Seq; readonly want: W };

/** In the order of their places. */
const place = async <W extends Want>(db: Db, places: Places, wants: readonly W[], at: number): Promise<Placed<W>[]> => {
  const claimed = new Set<string>();
  const placed: Placed<W>[] = [];
  for (const want of wants) {
    const { entry, claim } = want;
    const claimedPlace = `${entry.roomId} ${claim}`;
    if (claim !== null && !claimed.has(claimedPlace) && (await isFree(db, places, entry.roomId, claim))) {
      claimed.add(claimedPlace);
      placed.push({ seq: claim, want });
    } else {
      places.last = Math.max(Math.floor(at * 1000), places.last + 1);
      placed.push({ seq: places.last, want });
    }
  }
  return placed.toSorted((a, b) => a.seq - b.seq);
};

const messageOf = ({ roomId, id, senderId, kind, text }: Entry, seq: Seq, at: number): Message => ({
  roomId,
  seq,
  id,
  senderId,
  kind,
  status: 'sent',
  text,
  sentAt: Math.floor(at),
});

const write = async <W extends Want>(db: Db, places: Places, wants: readonly W[], at: number): Promise<Written<W>> => {
  const rooms = await roomStates(db, [...new Set(wants.map((want) => want.entry.roomId))]);
  const isOpen = (want: W): boolean => rooms.get(want.entry.roomId)?.status === 'open';
  const blocked = wants.filter((want) => !isOpen(want));
  const placed = await place(db, places, wants.filter(isOpen), at);
  if (placed.length === 0) return { taken: [], blocked, stored: places.stored };

  const filled = new Set<RoomId>();
  const taken = placed.map(({ seq, want }): Taken<W> => {
    const message = messageOf(want.entry, seq, at);
    const first = rooms.get(message.roomId)?.empty === true && !filled.has(message.roomId);
    filled.add(message.roomId);
    return { want, accepted: { message, members: want.entry.members, first } };
  });
  await insertMessages(
    db,
    taken.map(({ accepted }) => accepted.message),
  );
  await placeRooms(db, [...filled]);
  const stored = placed.reduce((newest, { seq }) => Math.max(newest, seq), places.stored);
  const { partition: p, epoch, stored: from } = places;
  if (!(await moveStored(db, { p, epoch, from, to: stored }))) throw new Fenced();
  return { taken, blocked, stored };
};

/** One transaction for all of them. `at`: milliseconds since the epoch, with fractions. */
export const commitBatch = async <W extends Want>(
  database: Database,
  places: Places,
  wants: readonly W[],
  at: number,
): Promise<BatchOutcome<W>> => {
  // Once it is there, only the commit itself can have failed, and only of that one may nobody know.
  const done: { written: Written<W> | null } = { written: null };
  try {
    const written = await database.db.transaction().execute(async (trx) => {
      done.written = await write(trx, places, wants, at);
      return done.written;
    });
    return { status: 'committed', ...written };
  } catch (cause) {
    if (cause instanceof Fenced) return { status: 'fenced' };
    if (done.written !== null && !database.refusedCommit(cause)) {
      return { status: 'unknown', cause, accepted: done.written.taken.map(({ accepted }) => accepted) };
    }
    return isUniqueViolation(cause) ? { status: 'repeated', cause } : { status: 'not_written', cause };
  }
};
