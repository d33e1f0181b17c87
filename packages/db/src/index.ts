export { openDatabase } from './database.ts';
export type { Database, OpenDatabaseOptions, PoolUse } from './database.ts';
export { DatabaseError } from './database-error.ts';
export type { DatabaseFault } from './database-error.ts';
export type { Schema } from './schema.ts';
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
export { deleteExpiredSessions, deleteSession, insertSession, sessionByTokenHash } from './sessions.ts';
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
export { isUniqueViolation } from './unique-violation.ts';
export { isDatabaseAway } from './is-database-away.ts';
export { isRowRefused } from './row-refused.ts';
