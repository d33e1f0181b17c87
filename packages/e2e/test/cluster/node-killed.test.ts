import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../src/harness/browser.ts';
import { clusterIsLeftOut, startCluster } from '../../src/harness/cluster.ts';
import { openTwoInARoom } from '../../src/harness/two-in-a-room.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.skipIf(clusterIsLeftOut())('two browsers on two nodes', () => {
  it('[RUN2] go on by themselves when either node is killed, and everything is there once and in order', async () => {
    await using cluster = await startCluster();
    await using two = await openTwoInARoom(browser, cluster.url);
    const people = [two.mina, two.joon];
    const written = people.map((): string[] => []);
    const write = async (count: number): Promise<void> => {
      for (let each = 0; each < count; each += 1) {
        for (const [index, person] of people.entries()) {
          const text = `${person.name} ${written[index]?.length}`;
          written[index]?.push(text);
          await person.say(text);
        }
      }
    };
    const allArrived = async (): Promise<void> => {
      for (const person of people) {
        for (const texts of written) {
          await person.log
            .locator('[data-seq]')
            .getByText(texts.at(-1) ?? '', { exact: true })
            .waitFor();
        }
        await expect.poll(() => person.log.locator('[data-draft]').count()).toBe(0);
      }
    };

    // One after the other, so that whoever is on the second one moves too.
    for (const node of cluster.nodes) {
      await write(2);
      await node.kill('SIGKILL');
      await write(2);
      await allArrived();
      await node.start();
    }
    const seen = await Promise.all(people.map((person) => person.bubbles()));
    expect(seen[0]).toEqual(seen[1]);
    for (const [index, person] of people.entries()) {
      const texts = seen[0]?.map(({ text }) => text).filter((text) => text.startsWith(`${person.name} `));
      expect(texts).toEqual(written[index]);
    }
    expect([two.minasWindow.faults, two.joonsWindow.faults]).toEqual([[], []]);
  });
});
