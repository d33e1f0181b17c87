export {
  avatarUrl,
  counts,
  externalId,
  hostUser,
  hostUserShape,
  hostUserUpsert,
  namedUsers,
  userChange,
} from './admin.ts';
export { done } from './done.ts';
export { feedEvent } from './feed-event.ts';
export { cursor, messageId, roomId, seq, userId } from './ids.ts';
export { historyPage, historyRange, message, messageText, pageLimit, sendResult } from './message.ts';
export { displayName, password, searchQuery, username } from './names.ts';
export { room, roomCursor, roomPage } from './room.ts';
export { user, userFields } from './user.ts';
