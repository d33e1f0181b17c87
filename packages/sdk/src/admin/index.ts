export type { DuetAdmin, DuetAdminOptions, DuetAdminTrpc, UpsertedUsers } from './admin.ts';
export { createDuetAdmin } from './create-admin.ts';
export { issuesOf, reasonOf, retryAfterOf } from '../reason.ts';
export { adminLimits } from '@duet/protocol';
export type {
  Counts,
  HostUser,
  HostUserChange,
  HostUserUpsert,
  InputIssue,
  MessageId,
  Reason,
  RoomId,
  SendResult,
  UserId,
} from '@duet/protocol';
