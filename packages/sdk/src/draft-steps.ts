import type { Seq } from '@duet/protocol';
import type { Draft, DraftRefusal } from './draft.ts';

export type DraftStep =
  /** The server's answer, or the message itself, come by the feed. */
  { type: 'accepted'; seq: Seq; sentAt: number } | { type: 'refused'; reason: DraftRefusal } | { type: 'retried' };

/** The state machine of `Draft`. The same object when the step means nothing in this state. */
export const draftAfter = (draft: Draft, step: DraftStep): Draft => {
  const { state } = draft;
  switch (step.type) {
    case 'accepted':
      return state.status === 'accepted' && state.seq === step.seq
        ? draft
        : { ...draft, state: { status: 'accepted', seq: step.seq, sentAt: step.sentAt } };
    case 'refused':
      return state.status === 'refused' ? draft : { ...draft, state: { status: 'refused', reason: step.reason } };
    case 'retried':
      return state.status === 'refused' ? { ...draft, state: { status: 'new' } } : draft;
    default:
      return step satisfies never;
  }
};
