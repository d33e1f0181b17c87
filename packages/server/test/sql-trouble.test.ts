import { isLeftOut } from '@duet/engines';
import type { Seq } from '@duet/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { twoNodes } from './two-nodes.ts';
import type { TwoNodes } from './two-nodes.ts';

/** What is wrong with SQL until it is disposed of. */
type Trouble = (cluster: Cluster) => Promise<AsyncDisposable>;

const readOnly: Trouble = async ({ mariadb }) => {
  await mariadb.query('set global read_only = 1');
  return { [Symbol.asyncDispose]: async () => void (await mariadb.query('set global read_only = 0')) };
};

const locked: Trouble = ({ mariadb }) => mariadb.hold('flush tables with read lock');

const silent: Trouble = async ({ mariadb }) => {
  await mariadb.pause();
  return { [Symbol.asyncDispose]: async () => mariadb.resume() };
};

/** It gets a tenth of its time. */
const slow: Trouble = async ({ mariadb }) => {
  const stops = setInterval(() => {
    void mariadb.pause();
    setTimeout(() => mariadb.resume(), 270);
  }, 300);
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(stops);
      mariadb.resume();
    },
  };
};

describe.skipIf(isLeftOut('redis') || isLeftOut('mariadb'))('two nodes with SQL in trouble', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  const deadLetters = async ({ databaseUrl }: TwoNodes): Promise<number> => {
    const [row] = await cluster.mariadb.query(
      `select count(*) as n from ${new URL(databaseUrl).pathname.slice(1)}.dead_letters`,
    );
    return Number(Reflect.get(Object(row), 'n'));
  };

  it.each([
    { name: 'read-only', trouble: readOnly, isRefused: true },
    { name: 'locked', trouble: locked, isRefused: true },
    { name: 'silent', trouble: silent, isRefused: false },
    { name: 'slow', trouble: slow, isRefused: false },
  ])(
    '[SRV160] $name: sends go on, what needs SQL is refused with a reason, then all is stored and nothing a dead letter',
    async ({ trouble, isRefused }) => {
      await using here = await twoNodes(cluster);
      const { mina, live, send } = here;
      const seqs: Seq[] = [];
      {
        await using _ = await trouble(cluster);
        const refused = isRefused ? mina.trpc.room.create.mutate({ userId: here.stranger.user.id }) : null;
        const refusal = refused?.then(
          () => 'made',
          (cause: { data?: { reason?: string } }) => cause.data?.reason,
        );
        const answers = await Promise.all(Array.from({ length: 20 }, () => send()));
        for (const answer of answers) seqs.push(answer.ok ? answer.seq : 0);
        expect(seqs).not.toContain(0);
        for (const seq of seqs) await live.until((event) => event.type === 'message' && event.message.seq === seq);
        if (refusal) expect(await refusal).toBe('try_later');
      }
      const newest = Math.max(...seqs);
      await live.until((event) => event.type === 'heartbeat' && event.storedThrough >= newest);
      const { messages } = await mina.trpc.message.history.query({ roomId: here.room.id, limit: 200 });
      expect(messages.slice(-20).map(({ seq }) => seq)).toEqual(seqs.toSorted((a, b) => a - b));
      expect(await deadLetters(here)).toBe(0);
    },
    60_000,
  );

  it('[SRV161] [SRV162] past the bound sends get try_later with a time; both nodes tell what is not drained', async () => {
    await using here = await twoNodes(cluster, { undrainedBytes: 16 * 20_000, metrics: true });
    const { one, two, live, send } = here;
    const metric = async (url: string, name: string): Promise<string | undefined> => {
      const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
      return lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1);
    };
    const undrained = () => Promise.all([one, two].map(({ url }) => metric(url, 'duet_undrained_messages')));
    await expect.poll(undrained, { timeout: 20_000 }).toEqual(['0', '0']);
    expect(await metric(one.url, 'duet_sql_connections{state="most"}')).toBe('10');
    expect(await metric(one.url, 'duet_sql_connections{state="waiting"}')).toBe('0');

    await cluster.mariadb.stop('SIGKILL');
    const accepted: Seq[] = [];
    let answer = await send('x'.repeat(1_000));
    while (answer.ok) {
      accepted.push(answer.seq);
      answer = await send('x'.repeat(1_000));
    }
    expect(answer).toEqual({ ok: false, reason: 'try_later', retryAfterMs: expect.any(Number) });
    expect(accepted.length).toBeGreaterThan(5);
    expect(await undrained()).toEqual([accepted, accepted].map(({ length }) => String(length)));
    expect(Number(await metric(two.url, 'duet_undrained_oldest_seconds'))).toBeGreaterThan(0);

    await cluster.mariadb.start();
    await expect.poll(() => send(), { timeout: 30_000 }).toMatchObject({ ok: true });
    await live.until((event) => event.type === 'heartbeat' && event.storedThrough >= Math.max(...accepted));
    await expect.poll(undrained, { timeout: 20_000 }).toEqual(['0', '0']);
  }, 90_000);
});
