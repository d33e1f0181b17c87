import type { MessageId, RoomId, Seq, UserId } from './ids.ts';
import type { SendRefusal } from './refusals.ts';

export type MessageKind = 'text' | 'system';
export type MessageStatus = 'sent' | 'unsent';

/** What one wrote to the other, at its place. */
export type Message = {
  /** Where it stands. */
  roomId: RoomId;
  /** Its place there. */
  seq: Seq;
  /** Made by the sender's device: what is sent twice with one id is one message. */
  id: MessageId;
  /** Who wrote it. */
  senderId: UserId;
  /** `system`: no person wrote it. */
  kind: MessageKind;
  /** `unsent`: withdrawn; its text is not to be shown. */
  status: MessageStatus;
  /** As it was written, trimmed; 1 to 4,000 code points. */
  text: string;
  /** Milliseconds since the epoch, by the server's clock. Shown to people; nothing is ordered by it. */
  sentAt: number;
};

/** What a send of this id answered the first time; `replayed` says that this was not the first time. */
export type SendAccepted = { ok: true; seq: Seq; sentAt: number; replayed: boolean };
/** Certainly not written. Any doubt is a thrown error instead, and the same id may be asked again. */
export type SendRefused = { ok: false; reason: SendRefusal; retryAfterMs?: number | undefined };
/** What became of a send: look at `ok` first. */
export type SendResult = SendAccepted | SendRefused;

/** Seqs, at most one of them: `before` and `after` exclusive, `around` inclusive. None: the newest page. */
export type HistoryRange =
  /** The newest page. */
  | { before?: undefined; after?: undefined; around?: undefined }
  /** The page that ends right before this seq. */
  | { before: Seq; after?: undefined; around?: undefined }
  /** The page that begins right behind this seq. */
  | { before?: undefined; after: Seq; around?: undefined }
  /** The page with this seq in its middle. */
  | { before?: undefined; after?: undefined; around: Seq };

/** A stretch of one room's messages, ascending by seq and without a hole. */
export type HistoryPage = {
  /** Ascending by seq. */
  messages: Message[];
  /** There are messages before the first one. */
  hasOlder: boolean;
  /** There are, or may be, messages behind the last one. */
  hasNewer: boolean;
};
