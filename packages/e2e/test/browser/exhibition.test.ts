import { startExhibition } from '@duet/example-express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright';
import { openBrowser, openWindow } from '../../src/harness/browser.ts';
import { personAt } from '../../src/harness/person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const open = async () => {
  const exhibition = await startExhibition({
    databaseUrl: ':memory:',
    secret: 'a secret that only the exhibition knows',
    port: 0,
    host: '127.0.0.1',
  });
  return { ...exhibition, [Symbol.asyncDispose]: () => exhibition.stop() };
};

const logIn = async (page: Page, name: string): Promise<void> => {
  await page.goto('/login');
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('button', { name: `Log out ${name}` }).waitFor();
};

it('two people log in at the exhibition, one writes from the other’s work, and its own sockets go on beside', async () => {
  await using exhibition = await open();
  await using minasWindow = await openWindow(browser, exhibition.url);
  await using elenasWindow = await openWindow(browser, exhibition.url);
  const hall = await minasWindow.newPage();
  await logIn(hall, 'Mina, a visitor');
  await hall.locator('#visitors', { hasText: '1' }).waitFor();
  const elenasPage = await elenasWindow.newPage();
  await logIn(elenasPage, 'Elena Rossi');
  await hall.locator('#visitors', { hasText: '2' }).waitFor();

  // Elena has never looked at her messages.
  const minasPage = await minasWindow.newPage();
  await minasPage.goto('/');
  await minasPage.getByRole('link', { name: 'Write to Elena Rossi' }).click();
  const mina = personAt(minasPage, 'mina');
  await mina.say('I stood in front of Low Tide for an hour.');
  await mina.bubble('I stood in front of Low Tide for an hour.').waitFor();
  expect(new URL(minasPage.url()).pathname).toMatch(/^\/messages\/rooms\//);

  await elenasPage.getByRole('link', { name: 'Messages' }).click();
  const elena = personAt(elenasPage, 'elena');
  await elena.openRoom('Mina, a visitor');
  await elena.bubble('I stood in front of Low Tide for an hour.').waitFor();
  await elena.say('고마워요!');
  await mina.bubble('고마워요!').waitFor();

  // Both have left the hall for their messages, all but Mina's first tab.
  await hall.locator('#visitors', { hasText: '1' }).waitFor();
  await hall.getByRole('button', { name: 'Log out Mina, a visitor' }).click();
  await hall.getByRole('link', { name: 'Log in' }).waitFor();
  await minasPage.getByText('You are signed out').waitFor();
  await minasPage.getByRole('link', { name: 'Sign in' }).click();
  await minasPage.getByRole('heading', { name: 'Log in' }).waitFor();
  expect([minasWindow.faults, elenasWindow.faults]).toEqual([[], []]);
});

it('who presses “Write to” before logging in comes to that conversation once logged in', async () => {
  await using exhibition = await open();
  await using window = await openWindow(browser, exhibition.url);
  const page = await window.newPage();
  await page.goto('/');
  await page.getByRole('link', { name: 'Write to Elena Rossi' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Mina, a visitor', exact: true }).click();
  await page.getByRole('heading', { name: 'Elena Rossi' }).first().waitFor();
  await personAt(page, 'mina').composer.waitFor();
});
