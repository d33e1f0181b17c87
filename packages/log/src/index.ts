export type { Attachment, Feed, FeedBatch, Notice } from './feed.ts';
export { OutcomeUnknown } from './message-log.ts';
export type { Accepted, AppendRefused, AppendResult, Entry, Head, MessageKey, MessageLog } from './message-log.ts';
