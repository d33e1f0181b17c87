import type { MessageId, RoomId, Seq, UserId } from './ids.ts';
import type { SendRefusal } from './refusals.ts';

export type MessageKind = 'text' | 'system';
export type MessageStatus = 'sent' | 'unsent';

export type Message = {
  roomId: RoomId;
  seq: Seq;
  id: MessageId;
  senderId: UserId;
  kind: MessageKind;
  status: MessageStatus;
  text: string;
  /** Milliseconds since the epoch, by the server's clock. Shown to people; nothing is ordered by it. */
  sentAt: number;
};

/** What a send of this id answered the first time; `replayed` says that this was not the first time. */
export type SendAccepted = { ok: true; seq: Seq; sentAt: number; replayed: boolean };
/** Certainly not written. Any doubt is a thrown error instead, and the same id may be asked again. */
export type SendRefused = { ok: false; reason: SendRefusal; retryAfterMs?: number | undefined };
export type SendResult = SendAccepted | SendRefused;

/** Seqs, at most one of them: `before` and `after` exclusive, `around` inclusive. None: the newest page. */
export type HistoryRange =
  | { before?: undefined; after?: undefined; around?: undefined }
  | { before: Seq; after?: undefined; around?: undefined }
  | { before?: undefined; after: Seq; around?: undefined }
  | { before?: undefined; after?: undefined; around: Seq };

/** A stretch of one room's messages, ascending by seq and without a hole. */
export type HistoryPage = { messages: Message[]; hasOlder: boolean; hasNewer: boolean };
