import type { RoomId, Seq } from '@duet/protocol';
import type { Accepted, Backlog, Entry, MessageKey } from '../message-log.ts';
import { bodyOf, parseEntries, writtenMs } from './log-entry.ts';
import type { PartitionKeys } from './partition-keys.ts';
import type { Reply, RunScript, ScriptName } from './scripts.ts';

/** Why this Redis does not speak for the partition under the caller's epoch. See scripts/guard.lua. */
export type Unfit = { fit: false; why: 'loss' | 'stale' | 'replica' };
export type Fit<T> = { fit: true; value: T } | Unfit;

export type Answer = { seq: Seq; sentAt: number };
export type AppendReply =
  | ({ status: 'known' } & Answer)
  | ({ status: 'accepted'; first: boolean } & Answer)
  /** Not here; whether SQL has it must be looked up. */
  | { status: 'absent' }
  /** Whether the room is open is not known here. */
  | { status: 'room' }
  | { status: 'blocked' }
  /** The partition holds as much as it may that is not drained. */
  | { status: 'full' };

/** In ms; each but `lease` also says what the model calls it. */
const times = {
  /** An id stays this long after it was stored. KEEP */
  idKept: 15 * 60_000,
  /** An id younger than this by its own time would still be here. Less than `idKept` by more than `skew`. YOUNG */
  young: 10 * 60_000,
  /** How far a device's clock may be off before its ids are looked up in SQL each time. SKEW */
  skew: 60_000,
  /** A room's copy of who may send, after its last message. */
  roomKept: 30 * 24 * 3_600_000,
  /** What stands unpublished for this long is published by a sweep. SWEEP */
  unpublished: 1_000,
  lease: 3_000,
};

/** One partition of the log in Redis: a method for each script, which runs whole or not at all. */
export interface Partition {
  append(epoch: number, entry: Entry, asked: { claimed: boolean; lookedUp: boolean }): Promise<Fit<AppendReply>>;
  known(epoch: number, key: MessageKey): Promise<Fit<Answer | null>>;
  /** `last`: the newest place, to hand to the next partition as a hint: none stays behind when it is idle. */
  tick(epoch: number, hint: Seq): Promise<Fit<{ storedThrough: Seq; last: Seq }>>;
  /** The oldest entries, ascending. */
  range(epoch: number, count: number): Promise<Fit<Accepted[]>>;
  backlog(epoch: number): Promise<Fit<Backlog>>;
  trim(epoch: number, stored: readonly Accepted[]): Promise<Fit<null>>;
  /** A room's un-drained entries with `from` ≤ seq ≤ `to`. */
  tail(
    epoch: number,
    roomId: RoomId,
    stretch: { from: Seq; to: Seq; limit: number; newestFirst: boolean },
  ): Promise<Fit<Accepted[]>>;
  unpublished(epoch: number, limit: number): Promise<Fit<Accepted[]>>;
  published(seqs: readonly Seq[]): Promise<void>;
  unsettleRoom(epoch: number, roomId: RoomId, token: string): Promise<Fit<null>>;
  settleRoom(
    epoch: number,
    roomId: RoomId,
    token: string,
    read: { status: 'open' | 'blocked'; empty: boolean },
  ): Promise<Fit<null>>;
  lease(node: string): Promise<boolean>;
  /** What stands there now. `epoch` 0: nothing. `own`: as this very server left it. */
  look(): Promise<Fit<{ epoch: number; own: boolean; last: Seq; now: number }>>;
  /** Returns the server's replication id. Does nothing when the epoch, or a later one, has begun. */
  begin(epoch: number, floor: Seq, veryFirst: boolean): Promise<Fit<string>>;
}

const answerOf = (seq: Reply | undefined, sentAt: Reply | undefined): Answer => ({
  seq: Number(seq),
  sentAt: Number(sentAt),
});

const appendReply = ([status, seq, sentAt, first]: readonly Reply[]): AppendReply => {
  switch (status) {
    case 'known':
      return { status, ...answerOf(seq, sentAt) };
    case 'accepted':
      return { status, ...answerOf(seq, sentAt), first: first === '1' };
    case 'absent':
    case 'room':
    case 'blocked':
    case 'full':
      return { status };
    case undefined:
    default:
      throw new Error('the script append answered something else');
  }
};

export const createPartition = (run: RunScript, keys: PartitionKeys, undrainedBytes: number): Partition => {
  const { state, stream, unpublished, aside, lease } = keys;

  const guarded = async <T>(
    script: ScriptName,
    scriptKeys: readonly string[],
    args: readonly (string | number)[],
    parse: (reply: readonly Reply[]) => T,
  ): Promise<Fit<T>> => {
    const reply = await run(script, [state, ...scriptKeys], args);
    const [why] = reply;
    if (why === 'loss' || why === 'stale' || why === 'replica') return { fit: false, why };
    return { fit: true, value: parse(reply) };
  };
  const nothing = (): null => null;

  return {
    append: (epoch, entry, { claimed, lookedUp }) =>
      guarded(
        'append',
        [stream, keys.tail(entry.roomId), keys.id(entry), unpublished, keys.room(entry.roomId)],
        [
          epoch,
          claimed ? 1 : 0,
          lookedUp ? 1 : 0,
          writtenMs(entry.id),
          bodyOf(entry),
          undrainedBytes,
          times.young,
          times.skew,
          times.roomKept,
        ],
        appendReply,
      ),
    known: (epoch, key) =>
      guarded('known', [keys.id(key)], [epoch], ([status, seq, sentAt]) =>
        status === 'known' ? answerOf(seq, sentAt) : null,
      ),
    tick: (epoch, hint) =>
      guarded('tick', [stream], [epoch, hint], ([, storedThrough, last]) => ({
        storedThrough: Number(storedThrough),
        last: Number(last),
      })),
    range: (epoch, count) => guarded('range', [stream], [epoch, count], ([, entries]) => parseEntries(entries)),
    backlog: (epoch) =>
      guarded('backlog', [stream], [epoch], ([, messages, oldestMs]) => ({
        messages: Number(messages),
        oldestMs: Number(oldestMs),
      })),
    trim: (epoch, stored) =>
      guarded(
        'trim',
        [stream, unpublished, aside, ...stored.flatMap(({ message }) => [keys.id(message), keys.tail(message.roomId)])],
        [epoch, times.idKept, ...stored.flatMap(({ message }) => [message.seq, writtenMs(message.id)])],
        nothing,
      ),
    tail: (epoch, roomId, { from, to, limit, newestFirst }) =>
      guarded('tail', [stream, keys.tail(roomId)], [epoch, from, to, limit, newestFirst ? 1 : 0], ([, entries]) =>
        parseEntries(entries),
      ),
    unpublished: (epoch, limit) =>
      guarded('unpublished', [unpublished, aside, stream], [epoch, times.unpublished, limit], ([, entries]) =>
        parseEntries(entries),
      ),
    published: async (seqs) => {
      if (seqs.length > 0) await run('published', [unpublished, aside], seqs);
    },
    unsettleRoom: (epoch, roomId, token) =>
      guarded('unsettle-room', [keys.room(roomId)], [epoch, token, times.roomKept], nothing),
    settleRoom: (epoch, roomId, token, { status, empty }) =>
      guarded('settle-room', [keys.room(roomId), keys.tail(roomId)], [epoch, token, status, empty ? 0 : 1], nothing),
    lease: async (node) => (await run('lease', [lease], [node, times.lease]))[0] === 'ok',
    look: () =>
      guarded('look', [], [], ([, epoch, own, last, now]) => ({
        epoch: Number(epoch),
        own: own === '1',
        last: Number(last),
        now: Number(now),
      })),
    begin: (epoch, floor, veryFirst) =>
      guarded('begin', [], [epoch, floor, veryFirst ? 1 : 0], ([, replid]) => String(replid)),
  };
};
