import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../src/harness/browser.ts';
import { openPerson, personAt } from '../../src/harness/person.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';
import { openTwoInARoom } from '../../src/harness/two-in-a-room.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('tabs', () => {
  it('of one user show the same messages, unread and Seen', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, joon, minasWindow } = two;
    const secondTab = personAt(await minasWindow.newPage(), 'mina');
    await secondTab.page.goto(mina.page.url());
    await secondTab.bubble('hello').waitFor();

    await mina.say('from the first tab');
    await secondTab.say('from the second tab');
    await joon.say('from the other side');
    for (const person of [mina, secondTab, joon]) {
      await person.log.locator('[data-seq]', { hasText: 'from the other side' }).waitFor();
      await expect.poll(() => person.log.locator('[data-draft]').count()).toBe(0);
      await expect.poll(() => person.log.locator('[data-seq]').count()).toBe(4);
    }
    expect(await secondTab.bubbles()).toEqual(await mina.bubbles());
    await expect.poll(() => secondTab.page.title()).toBe(await mina.page.title());
    expect(await mina.list.textContent()).toBe(await secondTab.list.textContent());
  });

  it('all end with a sign-out in one of them, and the next person on this browser sees and sends nothing of the first', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, joon, minasWindow } = two;
    const roomUrl = mina.page.url();
    const otherTab = await minasWindow.newPage();
    await otherTab.goto(roomUrl);
    await personAt(otherTab, 'mina').bubble('hello').waitFor();
    await mina.composer.fill('a secret that was never sent');

    await mina.signOut();
    await otherTab.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: 5000 });

    const nora = await openPerson(minasWindow, 'nora');
    await nora.signUp('Nora');
    await nora.page.getByText('No messages yet').waitFor();
    await nora.page.goto(roomUrl);
    await nora.page.getByText('This conversation isn’t available').waitFor();
    const kept = JSON.stringify(await minasWindow.storageState({ indexedDB: true }));
    expect(kept).not.toContain('secret');
    await joon.say('are you there?');
    await joon.log.locator('[data-seq]', { hasText: 'are you there?' }).waitFor();
    expect(await nora.page.getByText('are you there?').count()).toBe(0);
    expect(await joon.log.getByText('secret').count()).toBe(0);
  });
});
