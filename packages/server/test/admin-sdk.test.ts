import type { HostUser } from '@duet/protocol';
import { adminLimits, createDuetAdmin, reasonOf } from '@duet/sdk/admin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHosted } from './hosted.ts';
import type { Hosted } from './hosted.ts';
import { startDuet, temporaryDatabase } from './start-duet.ts';

const anyone = async function* (count: number, name: string): AsyncGenerator<HostUser & { note: string }> {
  for (let n = 0; n < count; n += 1) {
    yield { externalId: `${name}-${n}`, username: `${name}_${n}`, note: 'kept by the host' };
  }
};

describe('createDuetAdmin', () => {
  let hosted: Hosted;
  beforeAll(async () => {
    hosted = await startHosted({
      start: startDuet,
      newPlace: async () => {
        const file = await temporaryDatabase();
        return { options: { databaseUrl: file.url }, [Symbol.asyncDispose]: () => file[Symbol.asyncDispose]() };
      },
    });
  });
  afterAll(() => hosted[Symbol.asyncDispose]());

  /** Over a line of which `happens` says what becomes of the nth call, and with no wait between two. */
  const over = (happens: (call: number) => 'lost' | 'answer lost' | 'passes', apiKey = hosted.apiKey) => {
    const line = { calls: 0 };
    const admin = createDuetAdmin({
      url: hosted.duet.url,
      apiKey,
      random: () => 0,
      fetch: async (address, init) => {
        line.calls += 1;
        const fate = happens(line.calls);
        if (fate === 'lost') throw new TypeError('the line is down');
        const answer = await fetch(address, init);
        if (fate === 'answer lost') throw new TypeError('the line went down');
        return answer;
      },
    });
    return { admin, line };
  };

  it('[SRV128] upserts whatever is given in batches, over a bad line too, and tells each result', async () => {
    const { admin, line } = over((call) => (call === 1 ? 'lost' : call === 3 ? 'answer lost' : 'passes'));
    const batches: number[] = [];
    const notes = new Set<string>();
    for await (const batch of admin.upsertUsers(anyone(1_100, 'line'))) {
      batches.push(batch.length);
      for (const { user, result } of batch) {
        expect(result.externalId).toBe(user.externalId);
        expect(result.outcome).not.toBe('refused');
        notes.add(user.note);
      }
    }
    expect({ batches, calls: line.calls }).toEqual({
      batches: [adminLimits.upsert, adminLimits.upsert, 100],
      calls: 5,
    });
    expect([...notes]).toEqual(['kept by the host']);
    const again = over(() => 'passes');
    for await (const batch of again.admin.upsertUsers(anyone(1_100, 'line'))) {
      expect(new Set(batch.map(({ result }) => result.outcome))).toEqual(new Set(['unchanged']));
    }
  });

  it('[SRV128] of one user who is given twice the later one counts', async () => {
    const { admin } = over(() => 'passes');
    const outcomes: string[] = [];
    const twice = ['Mina', 'Mina Kim', 'Mina Kim'].map((displayName) => ({ externalId: 'twice', displayName }));
    for await (const batch of admin.upsertUsers(twice)) outcomes.push(...batch.map(({ result }) => result.outcome));
    expect(outcomes).toEqual(['created', 'updated', 'unchanged']);
  });

  it('[SRV128] a picture that is no address refuses its user alone, however large it is', async () => {
    const { admin } = over(() => 'passes');
    const people = [10, 300_000, 1_500_000, 3_000_000, 300_000, 10].map((size, n) => ({
      externalId: `large-${n}`,
      avatarUrl: size > 10 ? `data:image/png;base64,${'A'.repeat(size)}` : null,
    }));
    const told: string[] = [];
    for await (const batch of admin.upsertUsers(people)) {
      for (const { user, result } of batch) {
        expect(result.externalId).toBe(user.externalId);
        told.push(result.outcome === 'refused' ? result.reason : result.outcome);
      }
    }
    expect(told).toEqual(['created', 'invalid', 'invalid', 'invalid', 'invalid', 'created']);
  });

  it('[SRV128] throws at once for a wrong key, in the end for a dead line, and when it is told to stop', async () => {
    const outcome = async (line: ReturnType<typeof over>, signal = new AbortController().signal) => {
      try {
        for await (const _ of line.admin.upsertUsers(anyone(1, 'nobody'), { signal }));
        return null;
      } catch (error) {
        return { error, calls: line.line.calls };
      }
    };
    const wrongKey = await outcome(over(() => 'passes', 'duet_ak_wrong'));
    expect([reasonOf(wrongKey?.error), wrongKey?.calls]).toEqual(['signed_out', 1]);
    expect(await outcome(over(() => 'lost'))).toMatchObject({ calls: 8, error: { message: 'the line is down' } });
    const stop = new AbortController();
    const stopped = over(() => {
      stop.abort(new Error('enough'));
      return 'lost';
    });
    expect(await outcome(stopped, stop.signal)).toMatchObject({ calls: 1, error: { message: 'enough' } });
  });
});
