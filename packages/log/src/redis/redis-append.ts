import { messagesByKeys } from '@duet/db';
import type { Database } from '@duet/db';
import type { Message, RoomId, SendAccepted, Seq } from '@duet/protocol';
import { OutcomeUnknown } from '../message-log.ts';
import type { Accepted, AppendResult, Entry, MessageKey } from '../message-log.ts';
import type { Epochs } from './epochs.ts';
import { acceptedOf } from './log-entry.ts';
import type { Answer, AppendReply } from './partition.ts';
import { certainlyNotRun, RedisAway } from './redis-fault.ts';
import { restoreClaim } from './restore-claim.ts';
import type { RoomCopies } from './room-copies.ts';

/** How long a device waits that was refused, in ms. */
const retryAfterMs = 1_000;
/** Reads of a room's status that others overtook. */
const attempts = 5;

const tryLater: AppendResult = { ok: false, reason: 'try_later', retryAfterMs };
const replayed = ({ seq, sentAt }: Answer): SendAccepted => ({ ok: true, seq, sentAt, replayed: true });

/** What an append came to, and what has to be told because of it: `again` for what SQL had, known or restored. */
export type Outcome = { result: AppendResult; fresh?: Accepted; again?: Accepted; epoch?: number };

export interface RedisAppend {
  /** Throws `OutcomeUnknown`. */
  append(entry: Entry, claim: Seq | null): Promise<Outcome>;
  known(key: MessageKey): Promise<SendAccepted | null>;
}

export const createRedisAppend = (options: {
  epochs: Epochs;
  database: Pick<Database, 'db'>;
  rooms: RoomCopies;
  now: () => number;
}): RedisAppend => {
  const { epochs, database, rooms, now } = options;

  const stored = async (key: MessageKey): Promise<Message | undefined> => (await messagesByKeys(database.db, [key]))[0];

  const filled = (roomId: RoomId): Promise<void> =>
    rooms.fill(roomId).catch((cause: unknown) => {
      throw new RedisAway('whether the room is open cannot be asked', { cause });
    });

  /** Before anything was written, SQL's trouble is a refusal, not a doubt. */
  const lookUp = (key: MessageKey): Promise<Message | undefined> =>
    stored(key).catch((cause: unknown) => {
      throw new RedisAway('SQL cannot be asked', { cause });
    });

  const knownAgain = ({ members }: Entry, message: Message): Outcome => ({
    result: replayed(message),
    again: { message, members, first: false },
  });

  /** Not in Redis. What SQL has is told again: the node that put it there may have died before it told anybody. */
  const fromSql = async (entry: Entry, claim: Seq | null, epoch: number): Promise<Outcome | null> => {
    const known = await lookUp(entry);
    if (known !== undefined) return knownAgain(entry, known);
    if (claim === null) return null;
    const p = epochs.indexOf(entry.roomId);
    const restored = await restoreClaim(database, { entry, seq: claim, p, epoch, now: now() });
    if (restored === null) {
      const meanwhile = await lookUp(entry);
      return meanwhile === undefined ? null : knownAgain(entry, meanwhile);
    }
    const { seq, sentAt } = restored.message;
    return { result: { ok: true, seq, sentAt, replayed: false }, again: restored };
  };

  const outcomeOf = (entry: Entry, reply: AppendReply, epoch: number): Outcome => {
    switch (reply.status) {
      case 'known':
        return { result: replayed(reply) };
      case 'accepted': {
        const { seq, sentAt, first } = reply;
        return {
          result: { ok: true, seq, sentAt, replayed: false },
          fresh: acceptedOf(entry, seq, sentAt, first),
          epoch,
        };
      }
      case 'blocked':
        return { result: { ok: false, reason: 'blocked' } };
      case 'full':
      case 'absent':
      case 'room':
        return { result: tryLater };
    }
  };

  const place = async (entry: Entry, claim: Seq | null): Promise<Outcome> => {
    const partition = epochs.partitionOf(entry.roomId);
    let lookedUpIn: number | null = null;
    let claimed = claim !== null;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { epoch, value: reply } = await epochs.ask((current) =>
        partition.append(current, entry, { claimed, lookedUp: lookedUpIn === current }),
      );
      if (reply.status === 'absent') {
        const found = await fromSql(entry, claim, epoch);
        if (found !== null) return found;
        lookedUpIn = epoch;
        claimed = false;
      } else if (reply.status === 'room') {
        await filled(entry.roomId);
      } else {
        // An answer of an older epoch may be of a Redis that lost it since.
        if (epochs.current() !== epoch) throw new OutcomeUnknown('the epoch moved while the answer was on its way');
        return outcomeOf(entry, reply, epoch);
      }
    }
    return { result: tryLater };
  };

  return {
    append: async (entry, claim) => {
      try {
        return await place(entry, claim);
      } catch (cause) {
        if (cause instanceof OutcomeUnknown) throw cause;
        if (certainlyNotRun(cause)) return { result: tryLater };
        throw new OutcomeUnknown('the append may have happened', { cause });
      }
    },
    known: async (key) => {
      const partition = epochs.partitionOf(key.roomId);
      const { value } = await epochs.ask((epoch) => partition.known(epoch, key));
      const answer = value ?? (await stored(key));
      return answer === undefined ? null : replayed(answer);
    },
  };
};
