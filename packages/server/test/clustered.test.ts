import { isLeftOut } from '@duet/engines';
import { afterAll, beforeAll, describe } from 'vitest';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { duetSuite } from './duet-suite.ts';
import { startDuet } from './start-duet.ts';

describe.skipIf(isLeftOut('redis') || isLeftOut('mariadb'))('one node on MariaDB and Redis', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  duetSuite({
    start: async (options) => startDuet({ ...(await cluster.newPlace()), ...options }),
    newPlace: async () => ({ options: await cluster.newPlace(), [Symbol.asyncDispose]: async () => undefined }),
  });
});
