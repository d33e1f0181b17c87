import { createDuetClient } from '@duet/sdk';
import type { Chat, DuetClient, DuetClientOptions, Room } from '@duet/sdk';

export type Person = { client: DuetClient; chat: Chat };

export const signUp = async (username: string, options: DuetClientOptions): Promise<Person & AsyncDisposable> => {
  const client = createDuetClient(options);
  const chat = await client.signUp({ username, password: 'correct horse' });
  return { client, chat, [Symbol.asyncDispose]: () => client.close() };
};

export const roomOf = (a: Chat, b: Chat): Promise<Room> => a.trpc.room.create.mutate({ userId: b.me.id });
