import { describe } from 'vitest';
import { conversationSuite } from './conversation-suite.ts';
import { liveSuite } from './live-suite.ts';
import { messagesSuite } from './messages-suite.ts';
import { roomsSuite } from './rooms-suite.ts';
import { sessionsSuite } from './sessions-suite.ts';
import { startDuet, temporaryDatabase } from './start-duet.ts';
import type { Backing } from './start-duet.ts';

const embedded: Backing = {
  start: startDuet,
  newPlace: async () => {
    const file = await temporaryDatabase();
    return { options: { databaseUrl: file.url }, [Symbol.asyncDispose]: () => file[Symbol.asyncDispose]() };
  },
};

describe('one process on SQLite', () => {
  describe('conversation', () => conversationSuite(embedded));
  describe('messages', () => messagesSuite(embedded));
  describe('rooms', () => roomsSuite(embedded));
  describe('live', () => liveSuite(embedded));
  describe('sessions', () => sessionsSuite(embedded));
});
