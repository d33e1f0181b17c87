export { adminLimits } from './admin.ts';
export type { Counts, HostUser, HostUserUpsert, NamedUsers, UserChange } from './admin.ts';
export { closeCodes, closeReasonOf } from './close-codes.ts';
export type { CloseReason } from './close-codes.ts';
export type { Done } from './done.ts';
export type { ControlEvent, DurableEvent, EphemeralEvent, FeedEvent, ResetReason } from './feed-event.ts';
export { isMessageId, isRoomId, isSeq, isUserId } from './ids.ts';
export type { Cursor, MessageId, RoomId, Seq, UserId } from './ids.ts';
export { limits } from './limits.ts';
export type {
  HistoryPage,
  HistoryRange,
  Message,
  MessageKind,
  MessageStatus,
  SendAccepted,
  SendRefused,
  SendResult,
} from './message.ts';
export { isReason, refusals, sendRefusals } from './refusals.ts';
export type { InputIssue, Reason, RefusalData, SendRefusal } from './refusals.ts';
export type { Receipt, Room, RoomPage, RoomStatus } from './room.ts';
export { codePoints, isCleanText, textFault } from './text.ts';
export type { User } from './user.ts';
export { fold, isUsername } from './username.ts';
