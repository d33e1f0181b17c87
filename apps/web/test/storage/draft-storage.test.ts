import { expect, it, vi } from 'vitest';
import { createBrowserDraftStorage } from '../../src/storage/draft-storage.ts';
import { createMemoryDraftTable } from '../../src/storage/draft-table.ts';
import { createTabChannel } from '../../src/storage/tab-channel.ts';
import { draft, me, peer } from '../thread/made.ts';

/** Two tabs over one table: real channels, real locks. */
const twoTabs = (name: string) => {
  const table = createMemoryDraftTable();
  const tab = () => createBrowserDraftStorage(table, createTabChannel(name), navigator.locks);
  return [tab(), tab()] as const;
};

it('tells the other tab of this user, and neither itself nor another user', async () => {
  const [one, two] = twoTabs('tells');
  const told: string[] = [];
  const stops = [
    one.onChange(me, () => told.push('one')),
    two.onChange(peer, () => told.push('peer')),
    two.onChange(me, () => told.push('two')),
  ];
  await one.put(me, draft(1));
  await vi.waitUntil(() => told.length > 0);
  await one.remove(me, draft(1).id);
  await vi.waitUntil(() => told.length > 1);
  expect(told).toEqual(['two', 'two']);
  for (const stop of stops) stop();
});

it('lets one tab work at a time', async () => {
  const [one, two] = twoTabs('one at a time');
  const steps: string[] = [];
  const first = Promise.withResolvers<void>();
  const never = new AbortController().signal;
  const works = [
    one.exclusively(
      me,
      async () => {
        steps.push('one begins');
        await first.promise;
        steps.push('one ends');
      },
      never,
    ),
    two.exclusively(me, async () => void steps.push('two'), never),
  ];
  await vi.waitUntil(() => steps.length === 1);
  await two.exclusively(peer, async () => void steps.push('another user'), never);
  first.resolve();
  await Promise.all(works);
  expect(steps).toEqual(['one begins', 'another user', 'one ends', 'two']);
});

it('gives up its turn when it is aborted, and never begins after that', async () => {
  const [one, two] = twoTabs('gives up');
  const first = Promise.withResolvers<void>();
  const holding = one.exclusively(me, () => first.promise, new AbortController().signal);
  const stop = new AbortController();
  const waiting = two.exclusively(me, () => Promise.reject(new Error('it began')), stop.signal);
  stop.abort();
  await expect(waiting).resolves.toBeUndefined();
  await expect(two.exclusively(me, () => Promise.reject(new Error('it began')), stop.signal)).resolves.toBeUndefined();
  first.resolve();
  await holding;
});

it('works without locks', async () => {
  const alone = createBrowserDraftStorage(createMemoryDraftTable(), createTabChannel('alone'), undefined);
  let worked = 0;
  await alone.exclusively(me, async () => void (worked += 1), new AbortController().signal);
  expect(worked).toBe(1);
});
