export { openDatabase } from './database.ts';
export type { Database, OpenDatabaseOptions, PoolUse } from './database.ts';
export { DatabaseError } from './database-error.ts';
export type { DatabaseFault } from './database-error.ts';
export type { Schema, UserKind, UserStatus } from './schema.ts';
export { upsertHostUsers, usersByExternalIds } from './host-users.ts';
export type { HostPerson, HostUpsert, HostUpsertOptions, HostUser } from './host-users.ts';
export {
  insertUser,
  newestUsers,
  recentPeers,
  searchUsers,
  touchUser,
  userById,
  userByUsername,
  usersByIds,
} from './users.ts';
export type { NewUser } from './users.ts';
export type { StoredUser } from './stored-user.ts';
export { deleteExpiredRevocations, isRevokedToken, revokeToken } from './revoked-tokens.ts';
export { deleteExpiredSessions, deleteSessions, insertSession, sessionByTokenHash, sessionsOf } from './sessions.ts';
export type { StoredSession } from './sessions.ts';
export { createDirectRoom, roomMembers, roomStates } from './rooms.ts';
export { advanceReadSeq, participantsOf, peersOf, placeRooms, roomsPage } from './participants.ts';
export type { ListedRoom } from './participants.ts';
export { block, blockedBy, isBlockedPair, unblock } from './blocks.ts';
export {
  insertMessages,
  messagesBefore,
  messagesByKeys,
  messagesFrom,
  newestMessages,
  newestSeq,
  unreadCounts,
} from './messages.ts';
export { backUp } from './back-up.ts';
export { deadLetters, deleteDeadLetter, insertDeadLetter } from './dead-letters.ts';
export type { DeadLetter } from './dead-letters.ts';
export { beginEpoch, holdPartitions, logPartitions, makePartitions } from './log-epochs.ts';
export {
  insertGap,
  isInGap,
  lockPartition,
  moveStored,
  newestGapEnd,
  probeWriting,
  raiseEpoch,
} from './log-partitions.ts';
export { apiKeys, deleteApiKey, insertApiKey, useApiKey } from './api-keys.ts';
export type { ApiKey } from './api-keys.ts';
export { countRows } from './counts.ts';
export type { RowCounts } from './counts.ts';
export { systemUser } from './system-users.ts';
export { settleRoomsOf, setUserStatus } from './user-status.ts';
export type { SettledRoom } from './user-status.ts';
export { isUniqueViolation } from './unique-violation.ts';
export { isDatabaseAway } from './is-database-away.ts';
export { isRowRefused } from './row-refused.ts';
