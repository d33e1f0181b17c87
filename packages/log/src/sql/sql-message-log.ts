import { setImmediate as nextTurn } from 'node:timers/promises';
import { messagesByKeys, newestMessages, newestSeq, raiseEpoch, unreadCounts } from '@duet/db';
import type { Database } from '@duet/db';
import { limits } from '@duet/protocol';
import type { SendAccepted, Seq } from '@duet/protocol';
import { OutcomeUnknown } from '../message-log.ts';
import type { Accepted, AppendResult, Entry, MessageKey, MessageLog } from '../message-log.ts';
import { commitBatch } from './commit-batch.ts';
import type { Places } from './commit-batch.ts';
import { readHistory } from './read-history.ts';
import { createRecentAnswers, keyText } from './recent-answers.ts';
import type { Answer } from './recent-answers.ts';

export type SqlMessageLogOptions = {
  database: Database;
  /** Milliseconds since the epoch; fractions are welcome. */
  now: () => number;
  /** What a commit accepted, ascending by seq, after its answers were given. */
  onAccepted: (accepted: Accepted[]) => void;
  /** Another process writes the log now: everything is refused from here on, and this process had better end. */
  onFenced: () => void;
  /** Why a batch failed, or what `onAccepted` threw: for the operator. */
  onFault: (cause: unknown) => void;
  /** Appends that wait for their commit; past it the log says `try_later`. */
  queueBound?: number;
};

/** One partition: a second one would need a second point that gives places, and here is only one process. */
const partition = 0;
/** A commit's rows: past some hundred the cost of each falls no further, and all of them wait for the last. */
const batchBound = 500;
/** About 2 MB: what is repeated within minutes is answered without SQL. */
const answersKept = 10_000;
/** How long a device waits that was refused for want of room or by a full disk, in ms. */
const retryAfterMs = 1_000;

type Pending = {
  readonly key: string;
  readonly entry: Entry;
  readonly claim: Seq | null;
  readonly promise: Promise<AppendResult>;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: OutcomeUnknown) => void;
};

const replayed = ({ seq, sentAt }: Answer): SendAccepted => ({ ok: true, seq, sentAt, replayed: true });
const tryLater: AppendResult = { ok: false, reason: 'try_later', retryAfterMs };

/**
 * The log straight into SQL by group commit: what is appended in one turn of the event loop, or while a commit runs, is
 * one transaction. Raises the partition's epoch, so whoever wrote it before cannot any more.
 */
export const createSqlMessageLog = async (options: SqlMessageLogOptions): Promise<MessageLog> => {
  const { database, now, onAccepted, onFenced, onFault, queueBound = 5_000 } = options;
  const { db } = database;
  const { epoch, stored: storedBefore } = await raiseEpoch(db, partition);
  const places: Places = { last: storedBefore, epoch, partition };
  const recent = createRecentAnswers(answersKept);
  let stored = storedBefore;
  let queue: Pending[] = [];
  let writing: Promise<void> | null = null;
  let fenced = false;
  let closed = false;

  const known = async (key: MessageKey): Promise<SendAccepted | null> => {
    const answer = recent.get(keyText(key)) ?? (await messagesByKeys(db, [key]))[0];
    return answer === undefined ? null : replayed(answer);
  };

  /** Answers those that are stored already and returns the others. */
  const answerKnown = async (batch: readonly Pending[]): Promise<Pending[]> => {
    const found = await messagesByKeys(
      db,
      batch.map((pending) => pending.entry),
    );
    const answers = new Map(found.map((message) => [keyText(message), message]));
    return batch.filter((pending) => {
      const answer = answers.get(pending.key);
      if (answer === undefined) return true;
      recent.put(pending.key, { seq: answer.seq, sentAt: answer.sentAt });
      pending.resolve(replayed(answer));
      return false;
    });
  };

  const doubt = (batch: readonly Pending[], cause: unknown): void => {
    onFault(cause);
    for (const pending of batch) pending.reject(new OutcomeUnknown('the append may have happened', { cause }));
  };

  /** Refuses what certainly was not written; whether it was by an earlier append must be known for that. */
  const refuse = async (batch: readonly Pending[], refusal: AppendResult): Promise<void> => {
    try {
      for (const pending of await answerKnown(batch)) pending.resolve(refusal);
    } catch (cause) {
      doubt(batch, cause);
    }
  };

  const answer = (batch: readonly Pending[], accepted: Accepted[]): void => {
    const placed = new Map(accepted.map(({ message }) => [keyText(message), message]));
    for (const pending of batch) {
      const message = placed.get(pending.key);
      if (message === undefined) continue;
      recent.put(pending.key, { seq: message.seq, sentAt: message.sentAt });
      pending.resolve({ ok: true, seq: message.seq, sentAt: message.sentAt, replayed: false });
    }
    if (accepted.length === 0) return;
    try {
      onAccepted(accepted);
    } catch (cause) {
      onFault(cause);
    }
  };

  const commit = async (batch: readonly Pending[], retrying: boolean): Promise<void> => {
    if (batch.length === 0) return;
    if (fenced) return refuse(batch, tryLater);
    const outcome = await commitBatch(database, places, batch, now());
    switch (outcome.status) {
      case 'committed': {
        stored = outcome.stored;
        answer(batch, outcome.accepted);
        const blocked = new Set(outcome.blocked);
        if (blocked.size === 0) return;
        return refuse(
          batch.filter((pending) => blocked.has(pending)),
          { ok: false, reason: 'blocked' },
        );
      }
      case 'repeated':
        if (retrying) return doubt(batch, outcome.cause);
        return commit(await answerKnown(batch), true);
      case 'fenced':
        fenced = true;
        onFenced();
        return refuse(batch, tryLater);
      case 'not_written':
        onFault(outcome.cause);
        return refuse(batch, tryLater);
      case 'unknown':
        return doubt(batch, outcome.cause);
    }
  };

  /** One append per key goes into the commit; the others get its answer, as a repetition. */
  const settle = async (batch: readonly Pending[]): Promise<void> => {
    const firsts = new Map<string, Pending>();
    for (const pending of batch) {
      const answered = recent.get(pending.key);
      const first = firsts.get(pending.key);
      if (answered !== undefined) pending.resolve(replayed(answered));
      else if (first === undefined) firsts.set(pending.key, pending);
      else first.promise.then((result) => pending.resolve(result.ok ? replayed(result) : result), pending.reject);
    }
    await commit([...firsts.values()], false);
  };

  const write = async (): Promise<void> => {
    while (queue.length > 0) {
      await nextTurn();
      const batch = queue.slice(0, batchBound);
      queue = queue.slice(batchBound);
      await settle(batch).catch((cause: unknown) => doubt(batch, cause));
    }
    writing = null;
  };

  return {
    append: async (entry, claim) => {
      const key = keyText(entry);
      const answered = recent.get(key);
      if (answered !== undefined) return replayed(answered);
      if (closed) return tryLater;
      if (fenced || queue.length >= queueBound) return (await known(entry)) ?? tryLater;
      const { promise, resolve, reject } = Promise.withResolvers<AppendResult>();
      queue.push({ key, entry, claim: claim ?? null, promise, resolve, reject });
      writing ??= write();
      return promise;
    },

    known,

    history: (roomId, range, limit) => readHistory(db, roomId, range, limit),

    heads: async (reader, rooms) => {
      const newest = await newestMessages(
        db,
        rooms.map((room) => room.roomId),
      );
      const last = new Map(newest.map((message) => [message.roomId, message]));
      const unread = await unreadCounts(db, { reader, rooms, cap: limits.unread });
      return new Map(
        rooms.map(({ roomId }) => [roomId, { lastMessage: last.get(roomId) ?? null, unread: unread.get(roomId) ?? 0 }]),
      );
    },

    lastSeq: (roomId) => newestSeq(db, roomId),

    storedThrough: async () => stored,

    close: async () => {
      closed = true;
      await writing;
    },
  };
};
