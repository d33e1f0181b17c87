import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openWindow } from '../../src/harness/browser.ts';
import { hostDevice } from '../../src/harness/device.ts';
import { hostPage, startHostApp } from '../../src/harness/host-app.ts';
import { personAt } from '../../src/harness/person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

it('who is signed in at the host is signed in here, and who is not is sent there instead of to a form', async () => {
  await using app = await startHostApp({ spa: hostPage() });
  await using joon = await hostDevice(app.duetUrl, () => app.tokenFor('joon', 600));
  await using stranger = await openWindow(browser, `${app.duetUrl}/`);
  const page = await stranger.newPage();
  await page.goto('./sign-up');
  await page.getByText('Sign in on the site').waitFor();
  expect(await page.getByLabel('Username').count()).toBe(0);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByText('The app signs you in here').waitFor();
  expect(new URL(page.url()).searchParams.get('back')).toBe('/messages/');

  await stranger.addCookies([{ name: 'who', value: 'mina', url: app.url }]);
  await page.goto(`${app.duetUrl}/sign-in`);
  const mina = personAt(page, 'mina');
  await mina.openChatWith('joon', 'joon of the app');
  await mina.say('hello from the app');
  await mina.log.locator('[data-seq]', { hasText: 'hello from the app' }).waitFor();
  const { rooms } = await joon.chat.trpc.room.list.query({});
  expect(rooms).toMatchObject([{ peer: { username: 'mina' }, lastMessage: { text: 'hello from the app' } }]);

  // A link that stands on a page for everybody: to oneself, and to somebody who is not there.
  await page.goto(`${app.duetUrl}/to/MINA`);
  await mina.list.waitFor();
  await page.goto(`${app.duetUrl}/to/nobody.here`);
  await page.getByText('nobody.here can’t be found').waitFor();
  expect(stranger.faults).toEqual([]);
});
