export type { Attachment, Feed, FeedBatch, Notice } from './feed.ts';
export { createMemoryFeed } from './memory/memory-feed.ts';
export type { MemoryFeedOptions } from './memory/memory-feed.ts';
export { OutcomeUnknown } from './message-log.ts';
export type {
  Accepted,
  AppendRefused,
  AppendResult,
  Backlog,
  Entry,
  Head,
  MessageKey,
  MessageLog,
} from './message-log.ts';
export { connectRedis } from './redis/connect-redis.ts';
export type { RedisLink } from './redis/connect-redis.ts';
export { openEpochs } from './redis/epochs.ts';
export type { Epochs, EpochsOptions } from './redis/epochs.ts';
export { createRedisFeed } from './redis/redis-feed.ts';
export type { RedisFeed, RedisFeedOptions } from './redis/redis-feed.ts';
export { isRedisAway } from './redis/redis-fault.ts';
export { createRedisMessageLog } from './redis/redis-message-log.ts';
export type { RedisMessageLogOptions } from './redis/redis-message-log.ts';
export { createSqlMessageLog } from './sql/sql-message-log.ts';
export type { SqlMessageLogOptions } from './sql/sql-message-log.ts';
