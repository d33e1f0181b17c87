import { describe } from 'vitest';
import { apiKeysSuite } from './api-keys-suite.ts';
import { blocksSuite } from './blocks-suite.ts';
import { hostUsersSuite } from './host-users-suite.ts';
import { logPartitionsSuite } from './log-partitions-suite.ts';
import { messagesSuite } from './messages-suite.ts';
import type { OpenTestDatabase } from './open-test-database.ts';
import { participantsSuite } from './participants-suite.ts';
import { roomsSuite } from './rooms-suite.ts';
import { sessionsSuite } from './sessions-suite.ts';
import { userStatusSuite } from './user-status-suite.ts';
import { usersSuite } from './users-suite.ts';

/** What the query modules do, on every engine. */
export const databaseSuite = (open: OpenTestDatabase): void => {
  describe('users', () => {
    usersSuite(open);
  });
  describe('people of the host', () => {
    hostUsersSuite(open);
  });
  describe('sessions', () => {
    sessionsSuite(open);
  });
  describe('rooms', () => {
    roomsSuite(open);
  });
  describe('participants', () => {
    participantsSuite(open);
  });
  describe('blocks', () => {
    blocksSuite(open);
  });
  describe('messages', () => {
    messagesSuite(open);
  });
  describe('log partitions', () => {
    logPartitionsSuite(open);
  });
  describe('user status', () => {
    userStatusSuite(open);
  });
  describe('API keys', () => {
    apiKeysSuite(open);
  });
};
