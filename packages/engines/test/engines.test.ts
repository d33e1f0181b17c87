import { describe, expect, it } from 'vitest';
import { isLeftOut, startMariaDb, startNginx, startRedis, startRedisCluster } from '../src/index.ts';

describe.skipIf(isLeftOut('mariadb'))('a private MariaDB', () => {
  it('gives databases, and has them again after a power cut', async () => {
    await using mariadb = await startMariaDb();
    const [one, other] = [await mariadb.newDatabase(), await mariadb.newDatabase()];
    expect(one).not.toBe(other);
    const name = new URL(one).pathname.slice(1);
    await mariadb.query(`create table ${name}.notes (text text); insert into ${name}.notes values ('kept')`);
    await mariadb.stop('SIGKILL');
    await expect(mariadb.query('select 1')).rejects.toThrow('ECONNREFUSED');
    await mariadb.start();
    expect(await mariadb.query(`select text from ${name}.notes`)).toEqual([{ text: 'kept' }]);
  });
});

describe.skipIf(isLeftOut('redis'))('a private Redis', () => {
  it('keeps what it answered over a power cut', async () => {
    await using redis = await startRedis();
    expect(await redis.cli('set', 'note', 'kept')).toBe('OK');
    await redis.stop('SIGKILL');
    await redis.start();
    expect(await redis.cli('get', 'note')).toBe('kept');
  });

  it('takes options of its own', async () => {
    await using redis = await startRedis(['--appendfsync', 'everysec']);
    expect(await redis.cli('config', 'get', 'appendfsync')).toBe('appendfsync\neverysec');
  });

  it('makes a cluster of three', async () => {
    await using cluster = await startRedisCluster();
    expect(cluster.nodes).toHaveLength(3);
    const [first] = cluster.nodes;
    expect(await first?.cli('-c', 'set', 'a', '1')).toBe('OK');
    expect(await first?.cli('-c', 'set', 'b', '1')).toBe('OK');
    expect(await first?.cli('cluster', 'info')).toContain('cluster_size:3');
  });
});

describe.skipIf(isLeftOut('nginx'))('a private nginx', () => {
  it('serves its site, and says what is wrong with one', async () => {
    await using nginx = await startNginx((listen) => `server { listen ${listen}; return 200 "here"; }`);
    expect(await (await fetch(nginx.url)).text()).toBe('here');
    await expect(startNginx(() => 'serve nothing;')).rejects.toThrow('unknown directive "serve"');
  });
});
