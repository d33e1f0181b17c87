import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openWindow } from '../../src/harness/browser.ts';
import { serveHooksPage } from '../../src/harness/hooks-page.ts';
import type { HooksPage } from '../../src/harness/hooks-page.ts';
import { signUpDevice } from '../../src/harness/device.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';
import type { ServerProcess } from '../../src/harness/server-process.ts';

let browser: Browser;
let hooksPage: HooksPage;
let server: ServerProcess;
beforeAll(async () => {
  browser = await openBrowser();
  hooksPage = await serveHooksPage();
  server = await startServerProcess({ PUBLIC_ORIGIN: hooksPage.origin, RATE_LIMITS: 'off' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await hooksPage[Symbol.asyncDispose]();
  await browser.close();
});

/** What one of the page's two clients shows, and what one does with it. */
const placeOf = (page: Page, name: 'one' | 'two') => {
  const place = page.getByRole('region', { name });
  const said = (label: string) => place.getByRole('status', { name: label });
  const thread = place.getByRole('list', { name: 'thread' });
  const text = place.getByRole('textbox', { name: 'text' });
  return {
    thread,
    text,
    rooms: place.getByRole('navigation', { name: 'rooms' }),
    press: (button: string) => place.getByRole('button', { name: button }).click(),
    says: (label: string, what: string) => expect.poll(() => said(label).textContent()).toBe(what),
    texts: () => thread.getByRole('listitem').allTextContents(),
    async come(username: string) {
      await place.getByRole('textbox', { name: 'username' }).fill(username);
      await place.getByRole('button', { name: 'come in' }).click();
      await expect.poll(() => said('session').textContent()).toBe(username);
    },
    async openRoomWith(username: string) {
      await place.getByRole('textbox', { name: 'search' }).fill(username);
      await place.getByRole('button', { name: `find ${username}` }).click();
      // Another room may be open, until this one is.
      await expect.poll(() => said('with').textContent()).toBe(username);
    },
    async say(what: string) {
      await text.fill(what);
      await text.press('Enter');
    },
  };
};

const openPage = async () => {
  const window = await openWindow(browser, hooksPage.origin);
  const page = await window.newPage();
  let sockets = 0;
  page.on('websocket', () => (sockets += 1));
  await page.goto(`/?server=${encodeURIComponent(server.url)}`);
  return {
    window,
    one: placeOf(page, 'one'),
    two: placeOf(page, 'two'),
    /** All that were ever opened. */
    sockets: () => sockets,
    /** How often an open room was drawn. */
    drawn: () => page.evaluate(() => performance.getEntriesByName('room drawn').length),
    /** How often the app was asked for a cache. */
    caches: () => page.evaluate(() => performance.getEntriesByName('cache made').length),
    [Symbol.asyncDispose]: () => window.close(),
  };
};

describe('an app that stands on the hooks, under StrictMode', () => {
  it('[LIVE54] has two clients on a page that talk to each other and share nothing', async () => {
    await using open = await openPage();
    const { one, two } = open;
    await one.come('mina');
    await two.come('joon');
    await one.says('host', 'the app’s own');
    await one.openRoomWith('joon');
    await one.say('hello');
    await two.says('unread', '1');
    await two.press('mina: hello');
    await expect.poll(two.texts).toEqual(['hello']);
    await expect.poll(() => one.thread.getAttribute('data-seen')).toBe('true');
    await two.says('unread', '0');
    await one.says('peer', 'here');
    await two.text.pressSequentially('and');
    await one.says('peer', 'here types');
    await two.text.press('Enter');
    await expect.poll(one.texts).toEqual(['hello', 'and']);
    await one.says('peer', 'here');
    await expect.poll(two.texts).toEqual(['hello', 'and']);
    await two.says('line', 'live');
    for (const place of [one, two]) await place.says('host', 'the app’s own');
    expect(open.sockets()).toBe(2);
    expect(open.window.faults).toEqual([]);
  });

  it('[LIVE52] shows the next user nothing of the one before, signed out in between or not', async () => {
    await using open = await openPage();
    const { one, two } = open;
    await one.come('sora');
    await two.come('yuna');
    await one.openRoomWith('yuna');
    await one.say('for yuna alone');
    await expect.poll(() => two.rooms.textContent()).toBe('sora: for yuna alone');
    await two.press('sora:');
    await expect.poll(two.texts).toEqual(['for yuna alone']);
    // One takes the other's place without a word, and the app gave its components no key.
    await two.text.fill('half a thought');
    await two.come('nari');
    await expect.poll(() => two.rooms.getAttribute('data-status')).toBe('ready');
    expect(await two.rooms.textContent()).toBe('');
    expect(await two.text.count()).toBe(0);
    await one.openRoomWith('nari');
    await one.say('for nari');
    await expect.poll(() => two.rooms.textContent()).toBe('sora: for nari');
    await two.press('sign out');
    await two.says('session', 'signed-out');
    await two.come('yuna');
    await expect.poll(() => two.rooms.textContent()).toBe('sora: for yuna alone');
    expect(open.window.faults).toEqual([]);
  });

  it('[LIVE55] shows everything again when its provider was away, also what came meanwhile', async () => {
    await using open = await openPage();
    const { one, two } = open;
    await one.come('hana');
    await two.come('dami');
    await one.openRoomWith('dami');
    await one.say('first');
    await two.press('hana: first');
    await expect.poll(two.texts).toEqual(['first']);
    await two.press('hide');
    await one.say('second');
    await expect.poll(one.texts).toEqual(['first', 'second']);
    await two.press('show');
    await two.says('session', 'dami');
    await two.says('unread', '1');
    await two.press('hana: second');
    await expect.poll(two.texts).toEqual(['first', 'second']);
    expect(await two.thread.locator('[data-first-unread="true"]').textContent()).toBe('second');
    expect(open.sockets()).toBe(2);
  });

  it('[LIVE78] keeps its cache when the provider is drawn again', async () => {
    await using open = await openPage();
    const { one, two } = open;
    await one.come('eunbi');
    await two.come('farah');
    await two.openRoomWith('eunbi');
    await two.say('hello');
    await expect.poll(two.texts).toEqual(['hello']);
    const caches = await open.caches();
    await two.press('draw again');
    await two.say('still here');
    await expect.poll(two.texts).toEqual(['hello', 'still here']);
    expect(await open.caches()).toBe(caches);
  });

  it('[LIVE75] draws an open room for what happens in it, and not for other rooms', async () => {
    await using open = await openPage();
    const { one, two } = open;
    await one.come('areum');
    await two.come('bada');
    await two.openRoomWith('areum');
    await two.say('hello');
    await two.press('hide');
    await one.press('bada: hello');
    await expect.poll(one.texts).toEqual(['hello']);
    await using chorong = await signUpDevice(server.url, 'chorong');
    const { users } = await chorong.chat.trpc.user.search.query({ query: 'areum' });
    const [areum] = users;
    if (!areum) throw new Error('nobody found');
    const room = await chorong.chat.trpc.room.create.mutate({ userId: areum.id });
    const told = async (text: string) => {
      await chorong.chat.outbox.send(room.id, text);
      await expect.poll(() => one.rooms.textContent()).toContain(`chorong: ${text}`);
    };
    await one.says('unread', '0');
    // Behind these everything of the open room has been told.
    await told('one');
    await told('two');
    const drawn = await open.drawn();
    for (const text of ['three', 'four', 'five']) await told(text);
    expect(drawn).toBeGreaterThan(0);
    expect(await open.drawn()).toBe(drawn);
  });
});
