import { isLeftOut } from '@duet/engines';
import { afterAll, beforeAll, describe } from 'vitest';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { conversationSuite } from './conversation-suite.ts';
import { liveSuite } from './live-suite.ts';
import { messagesSuite } from './messages-suite.ts';
import { roomsSuite } from './rooms-suite.ts';
import { sessionsSuite } from './sessions-suite.ts';
import { startDuet } from './start-duet.ts';
import type { Backing } from './start-duet.ts';

describe.skipIf(isLeftOut('redis') || isLeftOut('mariadb'))('one node on MariaDB and Redis', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  const clustered: Backing = {
    start: async (options) => startDuet({ ...(await cluster.newPlace()), ...options }),
    newPlace: async () => ({ options: await cluster.newPlace(), [Symbol.asyncDispose]: async () => undefined }),
  };

  describe('conversation', () => conversationSuite(clustered));
  describe('messages', () => messagesSuite(clustered));
  describe('rooms', () => roomsSuite(clustered));
  describe('live', () => liveSuite(clustered));
  describe('sessions', () => sessionsSuite(clustered));
});
