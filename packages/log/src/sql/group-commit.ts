import { setImmediate as nextTurn } from 'node:timers/promises';
import { lockPartition, messagesByKeys } from '@duet/db';
import type { Database } from '@duet/db';
import type { SendAccepted, Seq } from '@duet/protocol';
import { OutcomeUnknown } from '../message-log.ts';
import type { Accepted, AppendResult, Entry, MessageKey } from '../message-log.ts';
import { commitBatch } from './commit-batch.ts';
import type { Places, Taken } from './commit-batch.ts';
import { createKeyMap, isSameKey } from './key-map.ts';
import { createRecentAnswers } from './recent-answers.ts';
import type { Answer } from './recent-answers.ts';

/** A commit's rows: past some hundred the cost of each falls no further, and all of them wait for the last. */
const batchBound = 500;
/** About 2 MB: what is repeated within minutes is answered without SQL. */
const answersKept = 10_000;
/** How long a device waits that was refused for want of room or by a full disk, in ms. */
const retryAfterMs = 1_000;

export type GroupCommitOptions = {
  database: Database;
  places: Places;
  now: () => number;
  onAccepted: (accepted: Accepted[]) => void;
  onFenced: () => void;
  onFault: (cause: unknown) => void;
  queueBound: number;
};

export interface GroupCommit {
  append(entry: Entry, claim: Seq | null): Promise<AppendResult>;
  known(key: MessageKey): Promise<SendAccepted | null>;
  /** What the last commit moved the watermark to. */
  stored(): Seq;
  close(): Promise<void>;
}

type Pending = {
  readonly entry: Entry;
  readonly claim: Seq | null;
  readonly promise: Promise<AppendResult>;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
};

const replayed = ({ seq, sentAt }: Answer): SendAccepted => ({ ok: true, seq, sentAt, replayed: true });
const tryLater: AppendResult = { ok: false, reason: 'try_later', retryAfterMs };

/**
 *   queued ──end of the turn──▶ in the commit ──committed──▶ answered, then told
 *                                    │ ├──a key is known──▶ those are answered, the others go into a second commit
 *                                    │ ├──certainly not written──▶ known keys are answered, the others refused
 *                                    │ └──in doubt──▶ once SQL can tell: known keys are answered, the others throw
 *                                    └──fenced──▶ refused from here on
 */
export const createGroupCommit = (options: GroupCommitOptions): GroupCommit => {
  const { database, places, now, onAccepted, onFenced, onFault, queueBound } = options;
  const { db } = database;
  const recent = createRecentAnswers(answersKept);
  let queue: Pending[] = [];
  let writing: Promise<void> | null = null;
  /** Of the last commit in doubt: told late, before anything newer, once SQL says that it happened. */
  let doubted: Accepted[] = [];
  let settling: Promise<void> | null = null;
  let fenced = false;
  let closed = false;

  const recentlyKnown = (key: MessageKey): SendAccepted | null => {
    const answer = recent.get(key);
    return answer === undefined ? null : replayed(answer);
  };

  const known = async (key: MessageKey): Promise<SendAccepted | null> => {
    if (isDoubted(key)) await settleOrThrow();
    const answer = recent.get(key) ?? (await messagesByKeys(db, [key]))[0];
    return answer === undefined ? null : replayed(answer);
  };

  /** Answers those that are stored already and returns the others. */
  const answerKnown = async (batch: readonly Pending[]): Promise<Pending[]> => {
    const found = await messagesByKeys(
      db,
      batch.map((pending) => pending.entry),
    );
    const answers = createKeyMap<Answer>();
    for (const message of found) answers.set(message, message);
    return batch.filter((pending) => {
      const answer = answers.get(pending.entry);
      if (answer === undefined) return true;
      recent.put(pending.entry, answer);
      pending.resolve(replayed(answer));
      return false;
    });
  };

  const tell = (accepted: Accepted[]): void => {
    if (accepted.length === 0) return;
    try {
      onAccepted(accepted);
    } catch (cause) {
      onFault(cause);
    }
  };

  const isDoubted = (key: MessageKey): boolean => doubted.some(({ message }) => isSameKey(message, key));

  /**
   * A commit is whole or not at all: if one of its messages stands at its place, it happened. That it does not stand
   * there proves nothing while the database may still be at it; hence the lock, which the commit holds to its end.
   */
  const askAboutDoubt = async (): Promise<void> => {
    const accepted = doubted;
    const [one] = accepted;
    if (one === undefined) return;
    const there = await db.transaction().execute(async (trx) => {
      await lockPartition(trx, places.partition);
      return (await messagesByKeys(trx, [one.message]))[0];
    });
    doubted = [];
    if (there?.seq !== one.message.seq) return;
    places.stored = accepted.reduce((newest, { message }) => Math.max(newest, message.seq), places.stored);
    tell(accepted);
  };

  /** Rejects when SQL cannot tell yet. */
  const settleDoubt = (): Promise<void> =>
    (settling ??= askAboutDoubt().finally(() => {
      settling = null;
    }));

  const settleOrThrow = (): Promise<void> =>
    settleDoubt().catch((cause: unknown) => {
      throw new OutcomeUnknown('whether an earlier append happened cannot be told yet', { cause });
    });

  const leaveOpen = (batch: readonly Pending[], cause: unknown): void => {
    for (const pending of batch) pending.reject(new OutcomeUnknown('the append may have happened', { cause }));
  };

  const doubt = async (batch: readonly Pending[], cause: unknown): Promise<void> => {
    onFault(cause);
    try {
      await settleDoubt();
      batch = await answerKnown(batch);
    } catch (unreadable) {
      onFault(unreadable);
    }
    leaveOpen(batch, cause);
  };

  /** For what certainly was not written by this append; whether an earlier one wrote it must be known all the same. */
  const refuse = async (batch: readonly Pending[], refusal: AppendResult): Promise<void> => {
    for (const pending of await answerKnown(batch)) {
      if (isDoubted(pending.entry)) pending.reject(new OutcomeUnknown('an earlier append may have happened'));
      else pending.resolve(refusal);
    }
  };

  const answer = (taken: readonly Taken<Pending>[]): void => {
    for (const { want, accepted } of taken) {
      const { seq, sentAt } = accepted.message;
      recent.put(want.entry, { seq, sentAt });
      want.resolve({ ok: true, seq, sentAt, replayed: false });
    }
  };

  const commit = async (batch: readonly Pending[], retrying: boolean): Promise<void> => {
    if (batch.length === 0) return;
    if (fenced) return refuse(batch, tryLater);
    try {
      await settleDoubt();
    } catch (cause) {
      onFault(cause);
      return refuse(batch, tryLater);
    }
    const outcome = await commitBatch(database, places, batch, now());
    switch (outcome.status) {
      case 'committed':
        places.stored = outcome.stored;
        answer(outcome.taken);
        tell(outcome.taken.map(({ accepted }) => accepted));
        return outcome.blocked.length === 0 ? undefined : refuse(outcome.blocked, { ok: false, reason: 'blocked' });
      case 'repeated':
        return retrying ? doubt(batch, outcome.cause) : commit(await answerKnown(batch), true);
      case 'fenced':
        fenced = true;
        onFenced();
        return refuse(batch, tryLater);
      case 'not_written':
        onFault(outcome.cause);
        return refuse(batch, tryLater);
      case 'unknown':
        doubted = outcome.accepted;
        return doubt(batch, outcome.cause);
    }
  };

  /** One append per key goes into the commit; the others get its answer, as a repetition. */
  const settle = async (batch: readonly Pending[]): Promise<void> => {
    const firsts = createKeyMap<Pending>();
    const wanted: Pending[] = [];
    for (const pending of batch) {
      const answered = recentlyKnown(pending.entry);
      const first = firsts.get(pending.entry);
      if (answered !== null) pending.resolve(answered);
      else if (first !== undefined) {
        first.promise.then((result) => pending.resolve(result.ok ? replayed(result) : result), pending.reject);
      } else {
        firsts.set(pending.entry, pending);
        wanted.push(pending);
      }
    }
    try {
      await commit(wanted, false);
    } catch (cause) {
      // SQL could not be asked what it knows of them.
      onFault(cause);
      leaveOpen(wanted, cause);
    }
  };

  const write = async (): Promise<void> => {
    while (queue.length > 0) {
      await nextTurn();
      const batch = queue.slice(0, batchBound);
      queue = queue.slice(batchBound);
      await settle(batch);
    }
    writing = null;
  };

  return {
    append: async (entry, claim) => {
      const answered = recentlyKnown(entry);
      if (answered !== null) return answered;
      if (closed) return tryLater;
      if (fenced || queue.length >= queueBound) return (await known(entry)) ?? tryLater;
      const { promise, resolve, reject } = Promise.withResolvers<AppendResult>();
      queue.push({ entry, claim, promise, resolve, reject });
      writing ??= write();
      return promise;
    },
    known,
    stored: () => {
      // Asked every few seconds: what nobody sends again is told all the same.
      if (doubted.length > 0) settleDoubt().catch(onFault);
      return places.stored;
    },
    close: async () => {
      closed = true;
      await writing;
      await settling?.catch(onFault);
    },
  };
};
