import type { Message, RoomId, Seq } from '@duet/protocol';
import type { AppendResult, Entry } from '../src/index.ts';

type Remembered = Pick<Message, 'seq' | 'id' | 'senderId' | 'sentAt'>;

/** All that a log has to remember. It is told what was answered, and says what is wrong with it. */
export interface LogModel {
  /** In the order of the appends. `unknown`: the append threw `OutcomeUnknown`, and its message is not there. */
  take(entry: Entry, answer: AppendResult | 'unknown'): string | null;
  block(roomId: RoomId): void;
  unblock(roomId: RoomId): void;
  messagesIn(roomId: RoomId): Remembered[];
  /** Of every message, in the order in which they were accepted. */
  seqs(): Seq[];
}

export const createLogModel = (): LogModel => {
  const answers = new Map<string, { roomId: RoomId; message: Remembered }>();
  const blocked = new Set<RoomId>();
  let newest = 0;

  return {
    take: (entry, answer) => {
      const { roomId, senderId, id } = entry;
      const key = `${roomId} ${senderId} ${id}`;
      const known = answers.get(key)?.message;
      if (answer === 'unknown') return known === undefined ? null : 'a known key is in doubt';
      if (!answer.ok) {
        if (known !== undefined) return `a known key was refused as ${answer.reason}`;
        return answer.reason === 'blocked' && !blocked.has(roomId) ? 'an open room refused as blocked' : null;
      }
      const { seq, sentAt } = answer;
      if (known !== undefined) {
        const same = answer.replayed && seq === known.seq && sentAt === known.sentAt;
        return same ? null : 'a known key did not get its first answer';
      }
      if (answer.replayed) return 'a replay without a first answer';
      if (blocked.has(roomId)) return 'accepted in a blocked room';
      if (seq <= newest || !Number.isSafeInteger(seq)) return `the place ${seq} is not above ${newest}`;
      newest = seq;
      answers.set(key, { roomId, message: { seq, id, senderId, sentAt } });
      return null;
    },
    block: (roomId) => blocked.add(roomId),
    unblock: (roomId) => blocked.delete(roomId),
    messagesIn: (roomId) =>
      [...answers.values()].filter((answer) => answer.roomId === roomId).map((answer) => answer.message),
    seqs: () => [...answers.values()].map((answer) => answer.message.seq),
  };
};
