import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright';
import { openWindow } from './browser.ts';
import { openPerson } from './person.ts';
import type { Person } from './person.ts';

export type TwoInARoom = AsyncDisposable & {
  mina: Person;
  joon: Person;
  minasWindow: BrowserContext & { faults: string[] };
  joonsWindow: BrowserContext & { faults: string[] };
};

/** Mina and Joon, each at a window of their own, with the same room open and one message in it. */
export const openTwoInARoom = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<TwoInARoom> => {
  const minasWindow = await openWindow(browser, url, options);
  const joonsWindow = await openWindow(browser, url, options);
  const mina = await openPerson(minasWindow, 'mina');
  const joon = await openPerson(joonsWindow, 'joon');
  await mina.signUp('Mina');
  await joon.signUp('Joon');
  await joon.openChatWith('mina', 'Mina');
  await joon.say('hello');
  await mina.openRoom('Joon');
  await mina.bubble('hello').waitFor();
  return {
    mina,
    joon,
    minasWindow,
    joonsWindow,
    [Symbol.asyncDispose]: async () => {
      await minasWindow.close();
      await joonsWindow.close();
    },
  };
};
