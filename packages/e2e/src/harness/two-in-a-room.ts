import { createDuetClient } from '@duet/sdk';
import type { Chat, DuetClient, RoomId } from '@duet/sdk';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright';
import { openWindow } from './browser.ts';
import { newMessageId } from './new-message-id.ts';
import { password } from './password.ts';
import { openPerson } from './person.ts';
import type { Person } from './person.ts';

type Window = BrowserContext & { faults: string[] };

export type TwoInARoom = AsyncDisposable & {
  mina: Person;
  joon: Person;
  minasWindow: Window;
  joonsWindow: Window;
};

/** The same session for a program, by the cookie that the server gave. */
const chatOf = async (url: string, window: Window): Promise<{ client: DuetClient; chat: Chat }> => {
  const token = (await window.cookies()).find(({ name }) => name === 'duet_session')?.value;
  const client = createDuetClient({ url, ...(token === undefined ? {} : { token }) });
  const chat = await client.resume();
  if (!chat) throw new Error('the sign-up gave no session');
  return { client, chat };
};

/** Signed up, and signed in at a window that has shown no page yet. */
const newcomer = async (browser: Browser, url: string, displayName: string, options: BrowserContextOptions) => {
  const window = await openWindow(browser, url, options);
  const username = displayName.toLowerCase();
  await window.request.post('./trpc/session.signUp', { data: { username, password, displayName } });
  return { window, ...(await chatOf(url, window)) };
};

/** The room of the two, and what stands in it: Joon's "hello". */
const sayHello = async (joon: Awaited<ReturnType<typeof newcomer>>, mina: typeof joon): Promise<RoomId> => {
  const { id } = await joon.chat.trpc.room.create.mutate({ userId: mina.chat.me.id });
  await joon.chat.trpc.message.send.mutate({ roomId: id, id: newMessageId(), text: 'hello' });
  return id;
};

/**
 * Mina and Joon, each at a window of their own, with the same room open and one message in it. How people come that far
 * through the screens is [RUN1].
 */
export const openTwoInARoom = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<TwoInARoom> => {
  const [mina, joon] = await Promise.all([
    newcomer(browser, url, 'Mina', options),
    newcomer(browser, url, 'Joon', options),
  ]);
  const roomId = await sayHello(joon, mina);
  const enter = async ({ window, client, chat }: typeof mina): Promise<Person> => {
    await client.close();
    const person = await openPerson(window, chat.me.username);
    await person.page.goto(`./rooms/${roomId}`);
    await person.bubble('hello').waitFor();
    return person;
  };
  const [minaThere, joonThere] = await Promise.all([enter(mina), enter(joon)]);
  return {
    mina: minaThere,
    joon: joonThere,
    minasWindow: mina.window,
    joonsWindow: joon.window,
    [Symbol.asyncDispose]: async () => {
      await mina.window.close();
      await joon.window.close();
    },
  };
};
