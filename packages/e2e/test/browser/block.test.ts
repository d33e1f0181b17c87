import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../../src/harness/browser.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';
import { openTwoInARoom } from '../../src/harness/two-in-a-room.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

it('a block from the thread’s menu ends the talk on both sides, and an unblock restores it', async () => {
  await using server = await startServerProcess();
  await using two = await openTwoInARoom(browser, server.url);
  const { mina, joon } = two;

  // By keys alone: the menu begins at its first item, and the dialog that it led to holds the focus.
  const focused = () => mina.page.evaluate(() => document.activeElement?.textContent);
  await mina.page.getByRole('button', { name: 'Conversation menu' }).press('Enter');
  await expect.poll(focused).toBe('Block');
  await mina.page.keyboard.press('Enter');
  await mina.page.getByRole('menu').waitFor({ state: 'detached' });
  await expect.poll(focused).toBe('Cancel');
  await mina.page.keyboard.press('Shift+Tab');
  await expect.poll(focused).toBe('Block');
  await mina.page.keyboard.press('Enter');
  await mina.page.getByText('You blocked Joon.').waitFor();
  await joon.page.getByText('You can’t message Mina.').waitFor();
  await expect.poll(() => joon.composer.count()).toBe(0);
  // He stood in the composer, which is gone.
  await expect
    .poll(() => joon.page.evaluate(() => document.activeElement?.textContent))
    .toBe('You can’t message Mina.');

  // Neither finds the other.
  await joon.page.getByRole('searchbox', { name: 'Search people' }).fill('mina');
  await joon.page.getByText('Nobody found.').waitFor();
  await joon.page.getByRole('button', { name: 'Clear search' }).click();
  expect(await joon.page.getByText('Active now').count()).toBe(0);

  await mina.page.getByRole('button', { name: 'Unblock' }).first().click();
  await mina.page.getByRole('alertdialog').getByRole('button', { name: 'Unblock' }).click();
  await mina.composer.waitFor();
  await joon.composer.waitFor();
  await joon.say('back again');
  await mina.bubble('back again').waitFor();
});
