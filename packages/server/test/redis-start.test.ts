import { isLeftOut } from '@duet/engines';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureLog } from './captured-log.ts';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { startDuet } from './start-duet.ts';

describe.skipIf(isLeftOut('redis') || isLeftOut('mariadb'))('a start with Redis', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  it('[SRV59] without one says where nobody answers, and not the password', async () => {
    const { databaseUrl } = await cluster.newPlace();
    await expect(startDuet({ databaseUrl, redisUrl: 'redis://:secret@127.0.0.1:1' })).rejects.toThrow(
      /^Cannot reach Redis at 127\.0\.0\.1:1 \(.*ECONNREFUSED.*\)\.$/,
    );
    await expect(startDuet({ databaseUrl, redisUrl: 'http://127.0.0.1' })).rejects.toThrow('redis://');
    await expect(startDuet({ redisUrl: cluster.redis.url })).rejects.toThrow('mysql://');
  });

  it('[SRV59] warns of settings that keep less than is promised, and of no others', async () => {
    const warnings = async (): Promise<string[]> => {
      const log = captureLog();
      await using _ = await startDuet({ ...(await cluster.newPlace()), logger: log.logger });
      return [...log.text().matchAll(/Redis' (\S+) is/g)].flatMap(([, name]) => name ?? []);
    };
    expect(await warnings()).toEqual([]);
    await cluster.redis.cli('config', 'set', 'maxmemory-policy', 'allkeys-lru', 'appendfsync', 'everysec');
    expect(await warnings()).toEqual(['maxmemory-policy', 'appendfsync']);
    await cluster.redis.cli('config', 'set', 'appendonly', 'no', 'maxmemory-policy', 'noeviction');
    expect(await warnings()).toEqual(['appendonly']);
  });
});
