import type { Browser, CDPSession } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../src/harness/browser.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';
import { openTwoInARoom } from '../../src/harness/two-in-a-room.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const compose = (cdp: CDPSession, text: string) =>
  cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });

/** Enter as an IME passes it on while a syllable is open. */
const enterInside = async (cdp: CDPSession): Promise<void> => {
  const key = { key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 };
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
};

describe('the composer', () => {
  it('never sends half a syllable: Enter during a Korean composition ends the composition alone', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, joon, minasWindow } = two;
    const cdp = await minasWindow.newCDPSession(mina.page);
    await mina.composer.focus();
    for (const text of ['ㅎ', '하', '한']) await compose(cdp, text);
    await enterInside(cdp);
    expect(await mina.composer.inputValue()).toContain('한');
    await mina.composer.press('Enter');
    expect(await mina.log.locator('[data-draft], [data-seq]').count()).toBe(1);
    await cdp.send('Input.insertText', { text: '한' });
    for (const text of ['ㄱ', '그', '글']) await compose(cdp, text);
    await cdp.send('Input.insertText', { text: '글' });
    await mina.composer.press('Enter');
    await joon.bubble('한글').waitFor();
    expect((await joon.bubbles()).map(({ text }) => text)).toEqual(['hello', '한글']);
  });

  it('is where one comes to; Shift+Enter breaks the line, Enter sends, and what is sent is what was typed', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, joon } = two;
    // To the room that is open already.
    await mina.openChatWith('joon', 'Joon');
    await mina.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(() => mina.composer.evaluate((field) => field === document.activeElement)).toBe(true);
    const odd = 'שלום 👩‍🎨 e\u0301 한글 <b>not bold</b>';
    await mina.composer.fill('first line');
    await mina.composer.press('Shift+Enter');
    await mina.composer.pressSequentially('second line');
    await mina.composer.press('Enter');
    await mina.say(odd);
    await joon.log.locator('[data-seq]', { hasText: 'not bold' }).waitFor();
    expect((await joon.bubbles()).map(({ text }) => text)).toEqual(['hello', 'first line\nsecond line', odd]);
    expect(await mina.composer.inputValue()).toBe('');
  });

  it('keeps what was typed when the session ends, and comes back to the same room', async () => {
    await using server = await startServerProcess();
    await using two = await openTwoInARoom(browser, server.url);
    const { mina, minasWindow } = two;
    const room = mina.page.url();
    await mina.composer.fill('not yet said');
    // Signed out behind this page's back: the cookie is gone, the server says so.
    const cookies = await minasWindow.cookies();
    const token = cookies.find(({ name }) => name === 'duet_session')?.value ?? '';
    await fetch(`${server.url}/trpc/session.signOut`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    await mina.page.getByRole('button', { name: 'Sign in' }).waitFor();
    await mina.signIn();
    await mina.composer.waitFor();
    expect(mina.page.url()).toBe(room);
    await expect.poll(() => mina.composer.inputValue()).toBe('not yet said');
  });
});
