export type { Chat } from './chat.ts';
export type { DuetClient, DuetClientOptions, SessionState } from './client.ts';
export type { ConnectionState } from './connection-state.ts';
export { createDuetClient } from './create-client.ts';
export type { Draft, DraftRefusal } from './draft.ts';
export type { DraftStorage } from './draft-storage.ts';
export { createMemoryDraftStorage } from './memory-draft-storage.ts';
export type { EnqueueResult, Outbox } from './outbox.ts';
export type { Readable } from './readable.ts';
export { issuesOf, reasonOf, retryAfterOf } from './reason.ts';
export { roomAfter, roomListAfter, roomListWithPage, roomListWithRoom, roomsMissing } from './room-list.ts';
export type { RoomList } from './room-list.ts';
export { threadAfter, threadItems, threadReloaded, threadWithPage } from './thread.ts';
export type { Thread, ThreadItem } from './thread.ts';
export type { CallOptions, DuetTrpc, SubscriptionListener } from './trpc.ts';
export type { WebSocketClass } from './web-socket-class.ts';
export { codePoints, isMessageId, isRoomId, isSeq, isUserId, isUsername, limits, textFault } from '@duet/protocol';
export type {
  Cursor,
  FeedEvent,
  HistoryPage,
  HistoryRange,
  InputIssue,
  Message,
  MessageId,
  Reason,
  Receipt,
  ResetReason,
  Room,
  RoomId,
  RoomPage,
  SendResult,
  Seq,
  User,
  UserId,
} from '@duet/protocol';
