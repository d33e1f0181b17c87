import type { AppRouter } from '@duet/api';
import { isRoomId } from '@duet/protocol';
import type { FeedEvent, RoomId } from '@duet/protocol';
import type { Query, QueryClient, QueryKey } from '@tanstack/react-query';
import { skipToken } from '@tanstack/react-query';
import { createTRPCQueryUtils } from '@trpc/react-query';
import type { Chat } from '../../chat.ts';
import { field } from '../../field.ts';
import { roomAfter, roomListAfter } from '../../room-list.ts';
import { threadAfter } from '../../thread.ts';
import { trpcClientOf } from './trpc-client-of.ts';

/** `room.list` as everybody asks for it: one entry of the cache, whose later pages are joined to it. */
export const wholeList = {};

/** What one chat's answers are kept in, and the typed way into it. */
export type ChatCache = {
  readonly chat: Chat;
  readonly queryClient: QueryClient;
  readonly utils: ReturnType<typeof createTRPCQueryUtils<AppRouter>>;
  /** Under these stand the answers of `room.get` and `message.history`, whatever they were asked about. */
  readonly roomKey: QueryKey;
  readonly historyKey: QueryKey;
};

const everyInput = ({ queryKey: [path] }: { queryKey: QueryKey }): QueryKey => [path];

export const createChatCache = (chat: Chat, queryClient: QueryClient): ChatCache => {
  const utils = createTRPCQueryUtils({ client: trpcClientOf(chat), queryClient });
  return {
    chat,
    queryClient,
    utils,
    roomKey: everyInput(utils.room.get.queryOptions(skipToken)),
    historyKey: everyInput(utils.message.history.queryOptions(skipToken)),
  };
};

const roomAskedFor = ({ queryKey: [, asked] }: Query): RoomId | null => {
  const roomId = field(field(asked, 'input'), 'roomId');
  return isRoomId(roomId) ? roomId : null;
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
  const { chat, utils } = cache;
  const me = chat.me.id;
  utils.room.list.setData(
    wholeList,
    (list) => list && events.reduce((now, event) => roomListAfter(now, event, me), list),
  );
  for (const roomId of roomsAskedFor(cache, cache.roomKey)) {
    utils.room.get.setData(
      { roomId },
      (room) => room && events.reduce((now, event) => roomAfter(now, event, me), room),
    );
  }
  for (const roomId of roomsAskedFor(cache, cache.historyKey)) {
    utils.message.history.setData(
      { roomId },
      (thread) => thread && events.reduce((now, event) => threadAfter(now, event, roomId), thread),
    );
  }
  // A block changes who is found and who is blocked; those lists have no events of their own.
  if (events.some((event) => event.type === 'room')) void utils.user.invalidate();
};
