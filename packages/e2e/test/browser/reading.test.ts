import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../src/harness/browser.ts';
import type { Person } from '../../src/harness/person.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';
import { openTwoInARoom } from '../../src/harness/two-in-a-room.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The first receipt of this page is answered by an internal error and never reaches the server. */
const refuseOneReceipt = async ({ page }: Person): Promise<{ refused(): number }> => {
  let refused = 0;
  await page.routeWebSocket(/\/trpc/, (near) => {
    const far = near.connectToServer();
    near.onMessage((frame) => {
      const asked: unknown = String(frame).startsWith('{') ? JSON.parse(String(frame)) : null;
      const receipt = String(frame).includes('"room.markRead"');
      if (!receipt || refused > 0 || typeof asked !== 'object' || asked === null || !('id' in asked)) {
        return far.send(frame);
      }
      refused += 1;
      const data = { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, path: 'room.markRead', reason: 'internal' };
      near.send(JSON.stringify({ id: asked.id, error: { message: 'internal', code: -32603, data } }));
    });
  });
  return { refused: () => refused };
};

describe('what stands before somebody’s eyes', () => {
  it('is never shown as unread, neither in the list nor in the title', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, joon } = two;
    await mina.page.evaluate(() => {
      const { documentElement: root } = document;
      const look = (): void => {
        if (document.title.startsWith('(') || /new message/.test(document.querySelector('nav')?.textContent ?? '')) {
          root.dataset['sawUnread'] = document.title;
        }
        requestAnimationFrame(look);
      };
      look();
    });
    for (const text of ['one', 'two', 'three']) {
      await joon.say(text);
      await mina.bubble(text).waitFor();
    }
    await joon.page.getByText('Seen', { exact: true }).waitFor();
    expect(await mina.page.evaluate(() => document.documentElement.dataset['sawUnread'])).toBeUndefined();
  });

  it('does not stay unread for everybody else because one receipt failed', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, joon } = two;
    const receipts = await refuseOneReceipt(mina);
    await mina.page.reload();
    await mina.composer.waitFor();
    await mina.say('hello you');
    await joon.bubble('hello you').waitFor();
    await joon.say('and you');
    await mina.bubble('and you').waitFor();
    await expect.poll(receipts.refused).toBe(1);
    await mina.page.getByRole('button', { name: 'Settings' }).focus();
    const other = await mina.page.context().newPage();
    await other.goto('./');
    await other.getByRole('link', { name: 'Joon' }).waitFor();
    await expect.poll(() => other.title(), { timeout: 10_000 }).toBe('Duet');
    expect(await other.getByText('new message', { exact: false }).count()).toBe(0);
  });
});
