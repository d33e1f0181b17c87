import type { MessageId, RoomId, SendResult, Seq } from '@duet/protocol';
import type { Draft, DraftRefusal } from './draft.ts';
import { pause } from './pause.ts';
import { reasonOf, retryAfterOf } from './reason.ts';

/** An answer that takes longer is not waited for: the same id is asked again. */
const answerMs = 30_000;

export type Send = (
  input: { roomId: RoomId; id: MessageId; text: string; claim?: Seq },
  signal: AbortSignal,
) => Promise<SendResult>;

export type Answer =
  | { type: 'accepted'; seq: Seq; sentAt: number }
  | { type: 'refused'; reason: DraftRefusal }
  /** Certainly not written, or nobody knows: the same id again. `retryAfterMs`: not before that. */
  | { type: 'again'; retryAfterMs: number }
  | { type: 'signed-out' };

const again = (retryAfterMs: number | null | undefined): Answer => ({ type: 'again', retryAfterMs: retryAfterMs ?? 0 });

const answerOf = (result: SendResult): Answer => {
  if (result.ok) return { type: 'accepted', seq: result.seq, sentAt: result.sentAt };
  switch (result.reason) {
    case 'blocked':
    case 'too_long':
      return { type: 'refused', reason: result.reason };
    case 'rate_limited':
    case 'try_later':
      return again(result.retryAfterMs);
    default:
      // A newer server's word. Handed on as it was, the lane asked again and again without a wait.
      result.reason satisfies never;
      return again(null);
  }
};

const answerOfError = (error: unknown): Answer => {
  const reason = reasonOf(error);
  switch (reason) {
    case 'blocked':
    case 'too_long':
    case 'invalid':
    case 'not_found':
      return { type: 'refused', reason };
    case 'signed_out':
      return { type: 'signed-out' };
    case 'rate_limited':
    case 'try_later':
    case 'internal':
    case 'foreign_origin':
    case 'taken':
    case 'wrong_credentials':
    case null:
      return again(retryAfterOf(error));
    default:
      return reason satisfies never;
  }
};

/** Sends a draft one time, and tells in one word what came of it. Never throws. */
export const askOnce = async (send: Send, draft: Draft, signal: AbortSignal): Promise<Answer> => {
  const { id, roomId, text, state } = draft;
  const claim = state.status === 'accepted' ? { claim: state.seq } : {};
  const over = new AbortController();
  const giveUp = () => over.abort();
  signal.addEventListener('abort', giveUp);
  try {
    const late = pause(answerMs, over.signal).then(() => null);
    const result = await Promise.race([send({ roomId, id, text, ...claim }, over.signal), late]);
    return result === null ? again(null) : answerOf(result);
  } catch (error) {
    return answerOfError(error);
  } finally {
    signal.removeEventListener('abort', giveUp);
    over.abort();
  }
};
