import type { Chat, RoomId } from '@duet/sdk';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { createChatCache } from '../../src/react/live/chat-cache.ts';
import type { ChatCache } from '../../src/react/live/chat-cache.ts';
import { eventually } from '../eventually.ts';
import { serve } from '../server/serve.ts';
import { roomOf, signUp } from '../two-people.ts';

/** Mina, whose feed has begun, the cache that her screen would draw from, and Joon, who writes to her. */
export const openScreen = async () => {
  const server = await serve();
  const options = { url: server.url, random: () => 0 };
  const mina = await signUp('mina', options);
  const joon = await signUp('joon', options);
  const room = await roomOf(mina.chat, joon.chat);
  let begun = false;
  mina.chat.onEvents(() => (begun = true));
  await eventually(() => begun);
  let loaded = 0;
  const chat: Chat = { ...mina.chat, loaded: () => void (loaded += 1) };
  const cache: ChatCache = createChatCache(chat, new QueryClient());
  return {
    server,
    mina,
    joon,
    room,
    cache,
    /** How often it was said that everything is loaded. */
    loaded: () => loaded,
    /** Shows a room's thread. Returns the way to stop it. */
    look: (roomId: RoomId) =>
      new QueryObserver(
        cache.queryClient,
        cache.utils.message.history.queryOptions({ roomId }, { staleTime: Infinity, retry: false }),
      ).subscribe(() => {}),
    list: () => cache.utils.room.list.getData({}),
    thread: () => cache.utils.message.history.getData({ roomId: room.id }),
    async [Symbol.asyncDispose]() {
      cache.queryClient.clear();
      await Promise.all([mina.client.close(), joon.client.close()]);
      await server[Symbol.asyncDispose]();
    },
  };
};

export const say = async (chat: Chat, roomId: RoomId, ...texts: string[]) => {
  for (const text of texts) await chat.outbox.send(roomId, text);
  await eventually(() => chat.outbox.drafts.get().every(({ state }) => state.status === 'accepted'));
};
