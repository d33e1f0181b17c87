import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openWindow } from '../../src/harness/browser.ts';
import { openPerson } from '../../src/harness/person.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('a server that restarts while a page asks', () => {
  it('leaves nobody waiting for a room that is not there', async () => {
    await using server = await startServerProcess();
    await using window = await openWindow(browser, server.url);
    const mina = await openPerson(window, 'mina');
    await mina.signUp('Mina');
    let asked = 0;
    await mina.page.routeWebSocket(/\/trpc/, (near) => {
      const far = near.connectToServer();
      near.onMessage((frame) => {
        // The first question is lost with the server.
        if (String(frame).includes('"room.get"') && (asked += 1) === 1) return;
        far.send(frame);
      });
    });
    // Asked without a socket meanwhile it is lost too.
    await mina.page.route(/\/trpc\/room\.get/, (route) => route.abort());
    await mina.page.goto('./rooms/3f2b7d5e-9c1a-4e6f-8a2b-0d4c6e8f1a3b');
    await expect.poll(() => asked).toBe(1);
    await server.kill('SIGKILL');
    await server.start();
    await mina.page.getByText('This conversation isn’t available').waitFor();
  });
});
