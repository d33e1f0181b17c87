import { describe } from 'vitest';
import { adminSuite } from './admin-suite.ts';
import { conversationSuite } from './conversation-suite.ts';
import { identitySuite } from './identity-suite.ts';
import { liveSuite } from './live-suite.ts';
import { messagesSuite } from './messages-suite.ts';
import { roomsSuite } from './rooms-suite.ts';
import { sessionsSuite } from './sessions-suite.ts';
import type { Backing } from './start-duet.ts';

/** What every Duet does, whatever stands behind it. */
export const duetSuite = (backing: Backing): void => {
  describe('conversation', () => {
    conversationSuite(backing);
  });
  describe('messages', () => {
    messagesSuite(backing);
  });
  describe('rooms', () => {
    roomsSuite(backing);
  });
  describe('live', () => {
    liveSuite(backing);
  });
  describe('sessions', () => {
    sessionsSuite(backing);
  });
  describe('the host’s door', () => {
    adminSuite(backing);
  });
  describe('identity', () => {
    identitySuite(backing);
  });
};
