import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openWindow } from '../../src/harness/browser.ts';
import { fillRoom } from '../../src/harness/fill-room.ts';
import { openPerson } from '../../src/harness/person.ts';
import type { Person } from '../../src/harness/person.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';
import { openTwoInARoom } from '../../src/harness/two-in-a-room.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The first bubble that is whole in the view, and where its top is. */
const firstInView = (person: Person): Promise<{ seq: string; top: number } | null> =>
  person.log.evaluate((log) => {
    const frame = log.getBoundingClientRect();
    for (const row of log.querySelectorAll('[data-seq]')) {
      const { top, bottom } = row.getBoundingClientRect();
      if (top >= frame.top && bottom <= frame.bottom) return { seq: row.getAttribute('data-seq') ?? '', top };
    }
    return null;
  });

/** Waits until nothing has moved for some frames. */
const atRest = async (person: Person): Promise<{ seq: string; top: number }> => {
  for (;;) {
    const one = await firstInView(person);
    await person.page.evaluate(async () => {
      for (let frame = 0; frame < 10; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    });
    const other = await firstInView(person);
    if (one && other && one.seq === other.seq && one.top === other.top) return other;
  }
};

/** Keeps answers with older messages on the line until they are let go, so that they come in while nothing else moves. */
const holdOlderPages = async ({ page }: Person): Promise<{ held(): number; release(): void }> => {
  let waiting: (() => void)[] = [];
  let newestCame = false;
  await page.routeWebSocket(/\/trpc/, (near) => {
    const far = near.connectToServer();
    near.onMessage((frame) => far.send(frame));
    far.onMessage((frame) => {
      const history = String(frame).includes('"hasOlder"');
      if (history && newestCame) waiting.push(() => near.send(frame));
      else near.send(frame);
      newestCame ||= history;
    });
  });
  return {
    held: () => waiting.length,
    release() {
      for (const go of waiting) go();
      waiting = [];
    },
  };
};

describe('a long thread', () => {
  it('holds at most 80 bubbles while one wheels through 1,000 messages, and never shows an empty view', async () => {
    await using server = await startServerProcess({ RATE_LIMITS: 'off' });
    const roomId = await fillRoom(server.url, 'mina', 'joon', 1000);
    await using window = await openWindow(browser, server.url);
    const mina = await openPerson(window, 'mina');
    await mina.page.goto(`./rooms/${roomId}`);
    await mina.signIn();
    await mina.bubble('message 1000').waitFor();
    await mina.log.hover();
    // Looked at in every frame, as an eye would.
    await mina.log.evaluate((log) => {
      const worst = { bubbles: 0, emptyFrames: 0, frames: 0 };
      const look = (): void => {
        const frame = log.getBoundingClientRect();
        const rows = [...log.querySelectorAll('[data-seq]')];
        worst.frames += 1;
        worst.bubbles = Math.max(worst.bubbles, rows.length);
        const seen = rows.some((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return bottom > frame.top && top < frame.bottom;
        });
        if (!seen) worst.emptyFrames += 1;
        log.setAttribute('data-worst', JSON.stringify(worst));
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    const top = mina.bubble('message 1');
    await expect
      .poll(
        async () => {
          for (let turn = 0; turn < 5; turn += 1) await mina.page.mouse.wheel(0, -900);
          return top.isVisible();
        },
        { interval: 10, timeout: 80_000 },
      )
      .toBe(true);
    const worst: { bubbles: number; emptyFrames: number; frames: number } = JSON.parse(
      (await mina.log.getAttribute('data-worst')) ?? '{}',
    );
    expect(worst.frames).toBeGreaterThan(20);
    expect(worst.bubbles).toBeLessThanOrEqual(80);
    expect(worst.emptyFrames).toBe(0);
  });

  it('does not move what is in view by more than 2 px when older messages come in above', async () => {
    await using server = await startServerProcess({ RATE_LIMITS: 'off' });
    const roomId = await fillRoom(server.url, 'mina', 'joon', 200);
    await using window = await openWindow(browser, server.url);
    const mina = await openPerson(window, 'mina');
    const older = await holdOlderPages(mina);
    await mina.page.goto(`./rooms/${roomId}`);
    await mina.signIn();
    await mina.bubble('message 200').waitFor();

    for (let page = 0; page < 2; page += 1) {
      await mina.log.hover();
      await expect
        .poll(
          async () => {
            await mina.page.mouse.wheel(0, -300);
            return older.held();
          },
          { interval: 50 },
        )
        .toBe(1);
      const before = await atRest(mina);
      const height = await mina.log.evaluate((log) => log.scrollHeight);
      older.release();
      await expect.poll(() => mina.log.evaluate((log) => log.scrollHeight)).toBeGreaterThan(height + 500);
      await atRest(mina);
      const after = await mina.log
        .locator(`[data-seq="${before.seq}"]`)
        .evaluate((row) => row.getBoundingClientRect().top);
      expect(Math.abs(after - before.top)).toBeLessThanOrEqual(2);
    }
  });

  it('stays at its end while one writes a text of many lines, and while that is sent', async () => {
    await using server = await startServerProcess({ RATE_LIMITS: 'off' });
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, joon } = two;
    for (let n = 1; n <= 30; n += 1) await joon.say(`message ${n}`);
    await mina.bubble('message 30').waitFor();
    const gap = () => mina.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
    await mina.composer.focus();
    for (let line = 1; line <= 7; line += 1) {
      await mina.page.keyboard.type(`line ${line}`);
      await mina.page.keyboard.press('Shift+Enter');
      await expect.poll(gap).toBeLessThanOrEqual(1);
    }
    await mina.page.keyboard.type('the last');
    await expect.poll(gap).toBeLessThanOrEqual(1);
    await mina.composer.press('Enter');
    await joon.log.getByText('the last').waitFor();
    await expect.poll(gap).toBeLessThanOrEqual(1);
  });

  it('with more unread than is loaded opens at its newest message, not at a line in the wrong place', async () => {
    await using server = await startServerProcess({ RATE_LIMITS: 'off' });
    const roomId = await fillRoom(server.url, 'mina', 'joon', 300, { read: false });
    await using window = await openWindow(browser, server.url);
    const mina = await openPerson(window, 'mina');
    await mina.page.goto(`./rooms/${roomId}`);
    await mina.signIn();
    await mina.bubble('message 300').waitFor();
    expect(await mina.page.getByRole('separator', { name: 'New messages' }).count()).toBe(0);
    const line = mina.page.getByRole('separator', { name: 'New messages' });
    await mina.log.hover();
    await expect
      .poll(
        async () => {
          await mina.page.mouse.wheel(0, -900);
          return line.count();
        },
        { interval: 20, timeout: 30_000 },
      )
      .toBe(1);
    await mina.bubble('message 1').waitFor();
  });
});
