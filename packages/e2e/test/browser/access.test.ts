import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openWindow } from '../../src/harness/browser.ts';
import { openPerson } from '../../src/harness/person.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';
import { openTwoInARoom } from '../../src/harness/two-in-a-room.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const findings = async (axe: AxeBuilder, page: Page): Promise<string[]> => {
  // A dialog that fades in has, for a moment, too little contrast.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null))),
  );
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
};

/** All of axe in the light, and in the dark what may differ there: the colours. */
const expectClean = async (page: Page): Promise<void> => {
  expect(await findings(new AxeBuilder({ page }), page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findings(new AxeBuilder({ page }).withRules('color-contrast'), page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
};

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    return root.scrollWidth - root.clientWidth;
  });

describe('with axe', () => {
  it('every screen is clean, light and dark', async () => {
    await using server = await startServerProcess();
    await using stranger = await openWindow(browser, server.url);
    const door = await stranger.newPage();
    for (const path of ['./sign-in', './sign-up']) {
      await door.goto(path);
      await door.getByLabel('Username').waitFor();
      await door.getByRole('button', { name: /^Sign/ }).click();
      await door.getByText('Enter your username.').waitFor();
      await expectClean(door);
    }
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, joon } = two;
    await mina.say('an answer');
    await joon.bubble('an answer').waitFor();
    await expectClean(mina.page);
    await mina.page.getByRole('button', { name: 'New message' }).first().click();
    await mina.page.getByRole('option', { name: 'Joon' }).waitFor();
    await expectClean(mina.page);
    await mina.page.keyboard.press('Escape');
    await mina.page.getByRole('button', { name: 'Conversation menu' }).click();
    await mina.page.getByRole('menuitem', { name: 'Block' }).waitFor();
    await expectClean(mina.page);
    await mina.page.keyboard.press('Escape');
    await mina.page.goto('./');
    await mina.page.getByText('Choose a conversation or start a new one.').waitFor();
    await expectClean(mina.page);
    await mina.page.goto('./rooms/3f2b7d5e-9c1a-4e6f-8a2b-0d4c6e8f1a3b');
    await mina.page.getByText('This conversation isn’t available').waitFor();
    await expectClean(mina.page);
    await server.kill('SIGKILL');
    await mina.page.getByText(/No connection/).waitFor();
    await expectClean(mina.page);
  });
});

describe('at 320 px', () => {
  it('nothing scrolls sideways, however long the names and words are', async () => {
    await using server = await startServerProcess();
    await using window = await openWindow(browser, server.url, {
      viewport: { width: 320, height: 568 },
      hasTouch: true,
    });
    await using other = await openWindow(browser, server.url);
    const long = await openPerson(other, 'a'.repeat(30));
    const mina = await openPerson(window, 'mina');
    await long.signUp('가나다라마바사아자차카타파하'.repeat(4));
    await mina.page.goto('./sign-up');
    expect(await sideways(mina.page)).toBe(0);
    await mina.signUp('Mina');
    expect(await sideways(mina.page)).toBe(0);
    await mina.openChatWith('aaa', '가나다라마바사아자차카타파하'.repeat(4));
    await mina.sayByButton(`https://example.com/${'x'.repeat(300)}`);
    await mina.sayByButton('ㅋ'.repeat(400));
    await mina.log.locator('[data-seq]', { hasText: 'ㅋㅋ' }).waitFor();
    expect(await sideways(mina.page)).toBe(0);
    await mina.page.goBack();
    await mina.page.getByRole('button', { name: 'New message' }).first().waitFor();
    expect(await sideways(mina.page)).toBe(0);
  });
});
