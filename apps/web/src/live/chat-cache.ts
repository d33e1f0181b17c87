import { isRoomId, roomAfter, roomListAfter, threadAfter } from '@duet/sdk';
import type { Chat, FeedEvent, RoomId } from '@duet/sdk';
import type { Query, QueryClient, QueryKey } from '@tanstack/react-query';
import { createTRPCQueryUtils, getQueryKey } from '@trpc/react-query';
import { trpc, trpcClientOf } from '../app/trpc.ts';

/** `room.list` as everybody asks for it: one entry of the cache, whose later pages are joined to it. */
export const wholeList = {};

export const historyKey = getQueryKey(trpc.message.history);
export const roomKey = getQueryKey(trpc.room.get);
export const peopleKey = getQueryKey(trpc.user);

/** The typed way into one chat's cache, for what is no component. */
export type ChatCache = ReturnType<typeof createChatCache>;

export const createChatCache = (chat: Chat, queryClient: QueryClient) => ({
  chat,
  queryClient,
  utils: createTRPCQueryUtils({ client: trpcClientOf(chat), queryClient }),
});

const roomAskedFor = ({ queryKey: [, asked] }: Query): RoomId | null => {
  if (typeof asked !== 'object' || asked === null || !('input' in asked)) return null;
  const { input } = asked;
  return typeof input === 'object' && input !== null && 'roomId' in input && isRoomId(input.roomId)
    ? input.roomId
    : null;
};

/** The rooms about which a procedure was asked, its answer in the cache or on its way. */
export const roomsAskedFor = ({ queryClient }: ChatCache, procedure: QueryKey): RoomId[] =>
  queryClient
    .getQueryCache()
    .findAll({ queryKey: procedure })
    .map(roomAskedFor)
    .filter((roomId) => roomId !== null);

/** Facts come up: every cached answer after a batch of the feed. */
export const applyEvents = (cache: ChatCache, events: readonly FeedEvent[]): void => {
  const { chat, queryClient, utils } = cache;
  const me = chat.me.id;
  utils.room.list.setData(
    wholeList,
    (list) => list && events.reduce((now, event) => roomListAfter(now, event, me), list),
  );
  for (const roomId of roomsAskedFor(cache, roomKey)) {
    utils.room.get.setData(
      { roomId },
      (room) => room && events.reduce((now, event) => roomAfter(now, event, me), room),
    );
  }
  for (const roomId of roomsAskedFor(cache, historyKey)) {
    utils.message.history.setData(
      { roomId },
      (thread) => thread && events.reduce((now, event) => threadAfter(now, event, roomId), thread),
    );
  }
  // A block changes who is found and who is blocked; those lists have no events of their own.
  if (events.some((event) => event.type === 'room')) {
    void queryClient.invalidateQueries({ queryKey: peopleKey });
  }
};
