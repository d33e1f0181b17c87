import { createDuetClient } from '@duet/sdk';
import type { Chat, DuetClient, DuetClientOptions, FeedEvent } from '@duet/sdk';
import { eventually } from './eventually.ts';
import { serve } from './server/serve.ts';
import type { TestServer } from './server/serve.ts';
import { signUp } from './two-people.ts';

const inSeconds = (seconds: number): number => Date.now() / 1000 + seconds;

/** What someone hears whose app has `getToken`, and what becomes of them. */
export const enter = async (
  server: TestServer,
  getToken: () => Promise<string | null>,
  more: Partial<DuetClientOptions> = {},
) => {
  const client: DuetClient = createDuetClient({ url: server.url, random: () => 0.01, getToken, ...more });
  const chat = await client.resume();
  if (!chat) throw new Error('nobody is signed in');
  const heard: FeedEvent[] = [];
  const states: string[] = [];
  chat.onEvents((events) => {
    heard.push(...events);
    if (events.some((event) => event.type === 'reset')) chat.loaded();
  });
  chat.connection.subscribe(() => states.push(chat.connection.get().status));
  await eventually(() => heard.some((event) => event.type === 'reset'));
  return {
    client,
    chat,
    heard,
    states,
    texts: () => heard.flatMap((event) => (event.type === 'message' ? [event.message.text] : [])),
    resets: () => heard.filter((event) => event.type === 'reset').length,
    [Symbol.asyncDispose]: () => client.close(),
  };
};

/** Joon, who writes, and Mina, whom the host signs in. */
export const scene = async () => {
  const server = await serve();
  const joon = await signUp('joon', { url: server.url });
  const { chat, client } = await signUp('mina', { url: server.url });
  const mina = chat.me;
  await client.close();
  const room = await joon.chat.trpc.room.create.mutate({ userId: mina.id });
  const say = (text: string) => joon.chat.outbox.send(room.id, text);
  const issue = (seconds = 3600, { me }: Pick<Chat, 'me'> = { me: mina }) =>
    server.world.issue(me.id, inSeconds(seconds));
  return {
    server,
    joon,
    room,
    say,
    issue,
    async [Symbol.asyncDispose]() {
      await joon.client.close();
      await server[Symbol.asyncDispose]();
    },
  };
};
