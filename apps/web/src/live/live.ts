import type { Chat, Readable, RoomId } from '@duet/sdk';
import type { QueryClient } from '@tanstack/react-query';
import { notifyManager } from '@tanstack/react-query';
import { createValue } from '../app/value.ts';
import type { Value } from '../app/value.ts';
import { applyEvents, createChatCache } from './chat-cache.ts';
import { createMissingRooms } from './missing-rooms.ts';
import { createReload } from './reload.ts';
import { startTyping } from './typing.ts';
import type { Typing } from './typing.ts';
import { wakeWithPage } from './wake.ts';

export type Live = {
  /** The first batch is in: from now on answers and events join without a hole, and asking may begin. */
  readonly ready: Readable<boolean>;
  readonly typing: Readable<Typing>;
  /** The room whose newest message stands before somebody's eyes: nothing in it is unread, its receipt is on its way. */
  readonly reading: Value<RoomId | null>;
  stop(): void;
};

/** The one subscriber: every batch of the feed goes through the sdk's reducers into the query cache. */
export const startLive = (chat: Chat, queryClient: QueryClient): Live => {
  const stopped = new AbortController();
  const cache = createChatCache(chat, queryClient);
  const ready = createValue(false);
  const typing = startTyping(chat.me.id);
  const reload = createReload(cache, stopped.signal);
  const bringMissing = createMissingRooms(cache, stopped.signal);

  const stopEvents = chat.onEvents((events) => {
    notifyManager.batch(() => applyEvents(cache, events));
    typing.apply(events);
    if (events.some((event) => event.type === 'reset')) void reload();
    bringMissing(events);
    ready.set(true);
  });
  const stopWaking = wakeWithPage(chat);

  return {
    ready,
    typing: typing.state,
    reading: createValue<RoomId | null>(null),
    stop: () => {
      stopped.abort();
      stopEvents();
      stopWaking();
      typing.stop();
    },
  };
};
