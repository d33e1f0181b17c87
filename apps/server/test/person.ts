import { createDuetClient, isMessageId } from '@duet/sdk';
import type { Chat, MessageId } from '@duet/sdk';

export type Person = AsyncDisposable & { readonly chat: Chat };

const enter = async (url: string, by: 'signUp' | 'signIn', username: string, password: string): Promise<Person> => {
  const client = createDuetClient({ url });
  const chat = await client[by]({ username, password });
  return { chat, [Symbol.asyncDispose]: () => client.close() };
};

const everyones = 'a long enough one';

export const signUp = (url: string, username: string): Promise<Person> => enter(url, 'signUp', username, everyones);
export const signIn = (url: string, username: string, password = everyones): Promise<Person> =>
  enter(url, 'signIn', username, password);

/** Resolves when the person's socket is open. */
export const live = ({ chat }: Person): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (chat.connection.get().status !== 'live') return;
      stop();
      resolve();
    };
    const stop = chat.connection.subscribe(look);
    look();
  });

/** The same id for the same number. */
export const messageId = (number: number): MessageId => {
  const id = `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  if (!isMessageId(id)) throw new Error(`${id} is no message id`);
  return id;
};
