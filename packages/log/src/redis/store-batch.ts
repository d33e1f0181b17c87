import {
  insertDeadLetter,
  insertMessages,
  isRowRefused,
  messagesByKeys,
  moveStored,
  newestMessages,
  placeRooms,
} from '@duet/db';
import type { Database } from '@duet/db';
import type { Message, Seq } from '@duet/protocol';
import type { Accepted, MessageKey } from '../message-log.ts';

type Db = Database['db'];

/** What one partition has for SQL: entries behind `from`, ascending. */
export type Share = { p: number; epoch: number; from: Seq; entries: readonly Accepted[] };

/** Its key was stored at another place, which it keeps. */
export type Withdrawn = { accepted: Accepted; kept: Seq };

export type StoreOutcome =
  | { status: 'stored'; withdrawn: Withdrawn[]; refused: Error[] }
  /** Another epoch, or another drain was faster; nothing was written. */
  | { status: 'fenced' };

/** Rows of one statement: past some hundred the cost of each falls no further. */
const statementRows = 500;

class Fenced extends Error {}

const keyText = ({ roomId, senderId, id }: MessageKey): string => `${roomId} ${senderId} ${id}`;

type Row = { p: number; accepted: Accepted };

const insertAll = async (trx: Db, messages: readonly Message[]): Promise<void> => {
  // In the order of their keys over all statements, as two drains of the same rows must be.
  const sorted = messages.toSorted((a, b) => (a.roomId < b.roomId ? -1 : a.roomId > b.roomId ? 1 : a.seq - b.seq));
  for (let start = 0; start < sorted.length; start += statementRows) {
    await insertMessages(trx, sorted.slice(start, start + statementRows));
  }
};

/** Row by row. One that SQL refuses for itself becomes a dead letter in the same transaction; no other does. */
const insertEach = async (trx: Db, rows: readonly Row[], at: number): Promise<Error[]> => {
  const refused: Error[] = [];
  for (const { p, accepted } of rows) {
    try {
      await insertMessages(trx, [accepted.message]);
    } catch (cause) {
      if (!isRowRefused(cause)) throw cause;
      const error = cause instanceof Error ? cause.message : String(cause);
      await insertDeadLetter(trx, { p, message: accepted.message, error, at: Math.floor(at) });
      refused.push(new Error(`SQL refuses message ${accepted.message.id}: it is a dead letter`, { cause }));
    }
  }
  return refused;
};

const move = async (trx: Db, shares: readonly Share[]): Promise<void> => {
  for (const { p, epoch, from, entries } of shares) {
    const to = entries.at(-1)?.message.seq ?? from;
    if (!(await moveStored(trx, { p, epoch, from, to }))) throw new Fenced();
  }
};

const roomsOf = (messages: readonly Message[]) => [...new Set(messages.map((message) => message.roomId))];

/** The common way: nothing of it is there, and SQL takes all of it. */
const storeAll = (db: Db, shares: readonly Share[]): Promise<StoreOutcome> =>
  db.transaction().execute(async (trx) => {
    const messages = shares.flatMap(({ entries }) => entries.map(({ message }) => message));
    await move(trx, shares);
    await insertAll(trx, messages);
    await placeRooms(trx, roomsOf(messages));
    return { status: 'stored', withdrawn: [], refused: [] };
  });

/** Some of it is there already, or SQL refuses some of it: reads back first, and takes single rows. */
const storeRest = (db: Db, shares: readonly Share[], at: number): Promise<StoreOutcome> =>
  db.transaction().execute(async (trx) => {
    await move(trx, shares);
    const rows = shares.flatMap(({ p, entries }) => entries.map((accepted): Row => ({ p, accepted })));
    const there = await messagesByKeys(
      trx,
      rows.map(({ accepted }) => accepted.message),
    );
    const places = new Map(there.map((message) => [keyText(message), message.seq]));
    const withdrawn = rows.flatMap(({ accepted }): Withdrawn[] => {
      const kept = places.get(keyText(accepted.message));
      return kept === undefined || kept === accepted.message.seq ? [] : [{ accepted, kept }];
    });
    const missing = rows.filter(({ accepted }) => !places.has(keyText(accepted.message)));
    const refused = await insertEach(trx, missing, at);
    const stored = roomsOf([...there, ...missing.map(({ accepted }) => accepted.message)]);
    await placeFilled(trx, stored);
    return { status: 'stored', withdrawn, refused };
  });

/** A room whose only message is a dead letter has no place to go to. */
const placeFilled = async (trx: Db, roomIds: readonly Message['roomId'][]): Promise<void> => {
  const filled = await newestMessages(trx, roomIds);
  await placeRooms(
    trx,
    filled.map((message) => message.roomId),
  );
};

/** One transaction for all shares, which are ascending by partition. `at`: milliseconds since the epoch. */
export const storeBatch = async (db: Db, shares: readonly Share[], at: number): Promise<StoreOutcome> => {
  try {
    return await storeAll(db, shares).catch((cause: unknown) => {
      if (!isRowRefused(cause)) throw cause;
      return storeRest(db, shares, at);
    });
  } catch (cause) {
    if (cause instanceof Fenced) return { status: 'fenced' };
    throw cause;
  }
};
