import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../src/harness/browser.ts';
import { cuttableLine } from '../../src/harness/cuttable-line.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';
import { openTwoInARoom } from '../../src/harness/two-in-a-room.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('the screen', () => {
  it('takes the browser’s own bars along with a chosen theme, also after a reload', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url, { colorScheme: 'light' });
    const { page, composer } = two.mina;
    const bars = () =>
      page.locator('meta[name="theme-color"]').evaluateAll((all) => all.map((bar) => bar.getAttribute('content')));
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await bars()).toEqual(['#ffffff', '#0b0d12']);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expect.poll(bars).toEqual(['#0b0d12', '#0b0d12']);
    await page.reload();
    await composer.waitFor();
    expect(await bars()).toEqual(['#0b0d12', '#0b0d12']);
    expect(await ground()).toBe('rgb(11, 13, 18)');
  });

  it('keeps “Chat” in reach when an on-screen keyboard or a zoom leaves little height', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { page } = two.mina;
    await page.setViewportSize({ width: 390, height: 380 });
    await page.goto('./');
    await page.getByRole('button', { name: 'New message' }).first().click();
    await page.getByRole('option', { name: 'Joon' }).click();
    const button = page.getByRole('dialog').getByRole('button', { name: 'Chat' });
    // What a dialog hides beyond its edge is “visible” to the tools, and to nobody else.
    const hidden = await button.evaluate((element) => {
      const frame = element.closest('[role="dialog"]')?.getBoundingClientRect();
      return element.getBoundingClientRect().bottom - Math.min(frame?.bottom ?? 0, innerHeight);
    });
    expect(hidden).toBeLessThanOrEqual(0);
  });

  it('lets one write at once in the room that a dialog opened, and is back at its button when it opened none', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, joon } = two;
    const button = mina.page.getByRole('button', { name: 'New message' }).first();
    const dialog = mina.page.getByRole('dialog');
    await mina.page.goto('./');
    await button.click();
    await dialog.getByRole('option', { name: 'Joon' }).click();
    await mina.page.keyboard.press('Enter');
    await mina.composer.waitFor();
    await dialog.waitFor({ state: 'detached' });
    await mina.page.keyboard.type('at once');
    await mina.page.keyboard.press('Enter');
    await joon.bubble('at once').waitFor();
    await button.click();
    await dialog.getByRole('option', { name: 'Joon' }).waitFor();
    // What one types in stays where it is, however many are found.
    const field = dialog.getByRole('combobox');
    const place = await field.boundingBox();
    await field.fill('zzz');
    await dialog.getByText('Nobody found.').waitFor();
    expect(await field.boundingBox()).toEqual(place);
    await mina.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('finds someone and opens the room by keys alone, also after a search for which there was no line', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { page, composer } = two.mina;
    const line = await cuttableLine(page);
    await page.goto('./');
    const search = page.getByRole('searchbox', { name: 'Search people' });
    const found = page.getByRole('region', { name: 'People' }).getByRole('button', { name: 'Joon' });
    const focused = (element: HTMLElement | SVGElement) => element === document.activeElement;
    await page.getByRole('link', { name: 'Joon' }).waitFor();
    // The search itself has not come yet, and cannot.
    await line.cut();
    await search.fill('joo');
    await page.getByText('The search didn’t work.').waitFor();
    await line.mend();
    await page.getByRole('button', { name: 'Try again' }).click();
    await found.waitFor();
    await search.press('ArrowDown');
    expect(await found.evaluate(focused)).toBe(true);
    await found.press('Escape');
    expect(await search.evaluate(focused)).toBe(true);
    expect(await search.inputValue()).toBe('');
    await search.fill('joo');
    await found.waitFor();
    await search.press('Enter');
    await composer.waitFor();
    await expect.poll(() => composer.evaluate(focused)).toBe(true);

    // Menus come soon after the first press, and then a cut line takes none away.
    const files = () =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .join(),
      );
    await expect.poll(files).toMatch(/settings-menu/);
    await line.cut();
    await page.getByText('You’re offline.').waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
  });

  it('joins the bubbles of one sender on that sender’s side, also those that run from right to left', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, joon } = two;
    for (const text of ['مرحبا', 'كيف الحال؟']) await mina.say(text);
    const corners = (person: typeof mina) =>
      person.bubble('كيف الحال؟').evaluate((bubble) => {
        const { borderTopLeftRadius, borderTopRightRadius } = getComputedStyle(bubble);
        return { left: borderTopLeftRadius, right: borderTopRightRadius };
      });
    await expect.poll(() => corners(mina)).toEqual({ left: '20px', right: '6px' });
    await expect.poll(() => corners(joon)).toEqual({ left: '6px', right: '20px' });
  });

  it('says “Copied” when it was copied, and selects the text where a browser has no clipboard', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, minasWindow } = two;
    await minasWindow.grantPermissions(['clipboard-read', 'clipboard-write']);
    const copy = mina.page.getByRole('button', { name: 'Copy text' });
    const copied = mina.page.getByRole('button', { name: 'Copied' });
    await mina.bubble('hello').hover();
    await copy.click();
    await copied.waitFor();
    expect(await mina.page.evaluate(() => navigator.clipboard.readText())).toBe('hello');
    await copied.waitFor({ state: 'detached' });
    await mina.page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await copy.click();
    await expect.poll(() => mina.page.evaluate(() => String(getSelection()))).toBe('hello');
    expect(await copied.count()).toBe(0);
  });
});
