import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openWindow } from '../../src/harness/browser.ts';
import { clusterIsLeftOut, startCluster } from '../../src/harness/cluster.ts';
import { fillRoom } from '../../src/harness/fill-room.ts';
import { openPerson, personAt } from '../../src/harness/person.ts';
import { startServerProcess } from '../../src/harness/server-process.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const houses = [
  { house: 'one process', startServer: startServerProcess, isLeftOut: false },
  { house: 'a cluster behind its proxy', startServer: startCluster, isLeftOut: clusterIsLeftOut() },
];

describe.for(houses)('two people on $house', ({ startServer, isLeftOut }) => {
  it.skipIf(isLeftOut)('[RUN1] sign up, meet, talk, see typing and Seen, and survive a power cut', async () => {
    await using server = await startServer();
    await using minasWindow = await openWindow(browser, server.url);
    await using chulsoosWindow = await openWindow(browser, server.url);
    const mina = await openPerson(minasWindow, 'mina');
    const chulsoo = await openPerson(chulsoosWindow, 'chulsoo');
    await mina.signUp('Mina Park');
    await chulsoo.signUp('김철수');

    // By the given name of a Korean name, without its first syllable.
    await mina.openChatWith('철수', '김철수');
    await mina.say('안녕하세요, 전시 잘 봤어요!');
    await mina.bubble('안녕하세요, 전시 잘 봤어요!').waitFor();

    // The other side: the room appears by itself, unread, and opens on a click.
    await chulsoo.page.getByRole('link', { name: /Mina Park.*1 new message/ }).waitFor();
    expect(await chulsoo.page.title()).toBe('(1) Duet');
    await chulsoo.openRoom('Mina Park');
    await chulsoo.bubble('안녕하세요, 전시 잘 봤어요!').waitFor();
    await mina.page.getByText('Seen', { exact: true }).waitFor();
    await mina.page.getByText('Active now').first().waitFor();

    await chulsoo.composer.pressSequentially('Thank you', { delay: 20 });
    await mina.page.getByText('김철수 is typing').waitFor({ state: 'attached' });
    await chulsoo.composer.press('Enter');
    await mina.bubble('Thank you').waitFor();

    // A burst from both sides, the server's power cut in the middle of it, more while it is away, then a new start.
    for (let n = 1; n <= 5; n += 1) {
      await mina.say(`mina ${n}`);
      await chulsoo.say(`chulsoo ${n}`);
    }
    await server.kill('SIGKILL');
    for (let n = 6; n <= 8; n += 1) {
      await mina.say(`mina ${n}`);
      await chulsoo.say(`chulsoo ${n}`);
    }
    await mina.page.getByText(/No connection/).waitFor();
    await server.start();

    for (const person of [mina, chulsoo]) {
      for (const writer of ['mina', 'chulsoo'])
        await person.log.locator('[data-seq]', { hasText: `${writer} 8` }).waitFor();
      await expect.poll(() => person.log.locator('[data-draft]').count()).toBe(0);
    }
    const [minas, chulsoos] = [await mina.bubbles(), await chulsoo.bubbles()];
    expect(minas).toEqual(chulsoos);
    for (const writer of ['mina', 'chulsoo']) {
      const told = minas.map(({ text }) => text).filter((text) => text.startsWith(`${writer} `));
      expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${writer} ${n}`));
    }
    expect([minasWindow.faults, chulsoosWindow.faults]).toEqual([[], []]);
  });
});

describe('two people', () => {
  it('read what they wrote yesterday: after a restart and a reload the history is there, older pages too', async () => {
    await using server = await startServerProcess({ RATE_LIMITS: 'off' });
    const roomId = await fillRoom(server.url, 'mina', 'joon', 130);
    await server.kill('SIGTERM');
    await server.start();
    await using window = await openWindow(browser, server.url);
    const mina = await openPerson(window, 'mina');
    // A deep link: sign-in comes between, and leads back to the room.
    await mina.page.goto(`./rooms/${roomId}`);
    await mina.signIn();
    await mina.bubble('message 130').waitFor();
    await expect
      .poll(async () => {
        await mina.log.hover();
        await mina.page.mouse.wheel(0, -1500);
        return mina.bubble('message 1').isVisible();
      })
      .toBe(true);
  });

  it('write while the line is down, reload the page meanwhile, and it arrives once and in order', async () => {
    await using server = await startServerProcess();
    await using minasWindow = await openWindow(browser, server.url);
    await using joonsWindow = await openWindow(browser, server.url);
    const mina = await openPerson(minasWindow, 'mina');
    const joon = await openPerson(joonsWindow, 'joon');
    await mina.signUp('Mina');
    await joon.signUp('Joon');
    await joon.openChatWith('mina', 'Mina');
    await joon.say('first');
    await mina.openRoom('Joon');
    await mina.bubble('first').waitFor();

    await server.kill('SIGKILL');
    await mina.page.getByText(/No connection/).waitFor();
    for (const text of ['one', 'two', 'three']) await mina.say(text);
    await mina.page.getByText('3 messages will be sent').waitFor();
    await mina.composer.fill('half a thou');
    // The page goes while nothing can be sent, and comes back when the server does.
    await mina.page.close();
    await server.start();
    const back = personAt(await minasWindow.newPage(), 'mina');
    await back.page.goto('./');
    await back.openRoom('Joon');
    await expect.poll(() => back.composer.inputValue()).toBe('half a thou');
    for (const person of [joon, back]) {
      await person.log.locator('[data-seq]', { hasText: 'three' }).waitFor();
      expect((await person.bubbles()).map(({ text }) => text)).toEqual(['first', 'one', 'two', 'three']);
    }
  });
});
