export type { Attachment, Feed, FeedBatch, Notice } from './feed.ts';
export { createMemoryFeed } from './memory/memory-feed.ts';
export type { MemoryFeedOptions } from './memory/memory-feed.ts';
export { OutcomeUnknown } from './message-log.ts';
export type { Accepted, AppendRefused, AppendResult, Entry, Head, MessageKey, MessageLog } from './message-log.ts';
export { createSqlMessageLog } from './sql/sql-message-log.ts';
export type { SqlMessageLogOptions } from './sql/sql-message-log.ts';
