import type { RoomId } from '@duet/protocol';
import type { QueryClient } from '@tanstack/react-query';
import { notifyManager } from '@tanstack/react-query';
import type { Chat } from '../../chat.ts';
import type { Readable } from '../../readable.ts';
import { createState } from '../../state.ts';
import type { State } from '../../state.ts';
import { createBringRooms } from './bring-rooms.ts';
import { applyEvents, createChatCache } from './chat-cache.ts';
import type { ChatCache } from './chat-cache.ts';
import { createMoreRooms } from './more-rooms.ts';
import type { MoreRooms } from './more-rooms.ts';
import { createReload } from './reload.ts';
import { startTyping } from './typing.ts';
import type { Typing } from './typing.ts';
import { untilOnline } from './until-online.ts';
import { wakeWithPage } from './wake.ts';

/** What the hooks of one signed-in user share. It begins empty with a chat, and nothing of it outlives that. */
export type LiveChat = {
  readonly chat: Chat;
  readonly cache: ChatCache;
  /** The feed has begun: answers and events join without a hole, and asking may begin. */
  readonly ready: Readable<boolean>;
  readonly typing: Readable<Typing>;
  /** The room whose newest message stands before somebody's eyes: nothing in it is unread, its receipt is on its way. */
  readonly reading: State<RoomId | null>;
  readonly moreRooms: MoreRooms;
  stop(): void;
};

/** The one subscriber: every batch of the feed goes through the reducers into the query cache. */
export const startLiveChat = (chat: Chat, queryClient: QueryClient): LiveChat => {
  const stopped = new AbortController();
  const cache = createChatCache(chat, queryClient);
  // On a socket that is open the feed has begun: who is mounted late hears nothing until the next batch.
  const ready = createState(chat.connection.get().status === 'live');
  const typing = startTyping(chat.me.id);
  const reload = createReload(cache, untilOnline, stopped.signal);
  const bringRooms = createBringRooms(cache, untilOnline, stopped.signal);

  const stopEvents = chat.onEvents((events) => {
    notifyManager.batch(() => applyEvents(cache, events));
    typing.apply(events);
    if (events.some((event) => event.type === 'reset')) void reload();
    bringRooms(events);
    ready.set(true);
  });
  const stopWaking = wakeWithPage(chat);

  return {
    chat,
    cache,
    ready,
    typing: typing.state,
    reading: createState<RoomId | null>(null),
    moreRooms: createMoreRooms(cache),
    stop: () => {
      stopped.abort();
      stopEvents();
      stopWaking();
      typing.stop();
      queryClient.clear();
    },
  };
};
