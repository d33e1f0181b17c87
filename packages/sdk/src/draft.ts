import type { MessageId, RoomId, SendRefusal, Seq } from '@duet/protocol';

/** Why a draft stands still until a person decides: the server's word, or what it said of the input. */
export type DraftRefusal = Exclude<SendRefusal, 'rate_limited' | 'try_later'> | 'invalid' | 'not_found';

/**
 *   new ──answer──▶ accepted(seq) ──under the watermark──▶ (dropped)
 *    │ ▲               │ ▲
 *    │ └─retry()       └─┴─reset: sent again with id and claim
 *    └──refused──▶ refused ──discard()──▶ (dropped)
 *
 * An accepted draft is out of sight, not out of the store: a failover may still lose it.
 */
export type Draft = {
  /** The message's id, the same at each attempt. */
  readonly id: MessageId;
  /** Where it goes. */
  readonly roomId: RoomId;
  /** Trimmed, as it is sent. */
  readonly text: string;
  /** Milliseconds since the epoch by this device's clock; only to show. */
  readonly writtenAt: number;
  /** Where it stands on its way; `seq` and `sentAt` are those of its message. */
  readonly state:
    | { readonly status: 'new' }
    | { readonly status: 'accepted'; readonly seq: Seq; readonly sentAt: number }
    | { readonly status: 'refused'; readonly reason: DraftRefusal };
};
