import type { UserId } from '@duet/protocol';
import { describe, expect, it } from 'vitest';
import { createMemoryFeed } from '../src/index.ts';
import { feedSuite } from './feed-suite.ts';

describe('the feed in memory', () => {
  feedSuite(
    async (bounds) => {
      const clock = { now: 1_000 };
      const feed = createMemoryFeed({
        now: () => clock.now,
        chance: Math.random,
        ...(bounds === undefined ? {} : { bounds }),
      });
      const pass = async (ms: number): Promise<void> => {
        clock.now += ms;
      };
      return { feed, pass };
    },
    { inProcess: true },
  );

  it('[FEED7] takes up users again and again without keeping those who left', async () => {
    const clock = { now: 0 };
    let epochs = 0;
    const chance = (): number => {
      epochs += 1;
      return epochs / 1_000;
    };
    const feed = createMemoryFeed({ now: () => clock.now, chance, keptMs: 10 });
    const me = 'a' as UserId;
    for (let n = 0; n < 3; n += 1) {
      (await feed.attach(me, null)).detach();
      clock.now += 10;
      feed.heartbeat(1);
    }
    expect(epochs).toBe(3);
    await feed.close();
  });
});
