export type { DuetAdmin, DuetAdminOptions, DuetAdminTrpc, UpsertedUsers } from './admin.ts';
export { createDuetAdmin } from './create-admin.ts';
export { issuesOf, reasonOf, retryAfterOf } from '../reason.ts';
export { adminLimits } from '@duet/protocol';
export type {
  Counts,
  HostUser,
  HostUserUpsert,
  InputIssue,
  MessageId,
  NamedUsers,
  Reason,
  RoomId,
  SendResult,
  UserChange,
  UserId,
} from '@duet/protocol';
