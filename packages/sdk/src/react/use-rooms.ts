import type { Room } from '@duet/protocol';
import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RoomList } from '../room-list.ts';
import { failedView } from './failure.ts';
import type { FailedView } from './failure.ts';
import { wholeList } from './live/chat-cache.ts';
import { liveQuery } from './live/live-query.ts';
import { useReadable } from './use-readable.ts';
import { useLive } from './use-session.ts';

/** The list of my rooms. */
export type RoomsView =
  /** Asked for. */
  | { status: 'loading' }
  | FailedView
  | {
      status: 'ready';
      /** Newest first. A room whose newest message is being read (`useMarkRead`) counts as read. */
      rooms: readonly Room[];
      /** There are rooms behind the last one. */
      hasMore: boolean;
      /** The next page is on its way. */
      loadingMore: boolean;
      /** Joins the next page to the list; one at a time. A page that could not be had leaves everything as it is. */
      loadMore: () => void;
    };

/**
 * What `select` takes of the list as it stands in the cache, asked for once. A component draws again only when that is
 * another one: an open thread has nothing to do with what happens in other rooms.
 */
export const useRoomList = <T>(select: (list: RoomList) => T): UseQueryResult<T> => {
  const { cache, ready } = useLive();
  const { utils, queryClient } = cache;
  const enabled = useReadable(ready);
  return useQuery({ ...utils.room.list.queryOptions(wholeList, { ...liveQuery, enabled }), select }, queryClient);
};

const all = (list: RoomList): RoomList => list;

const withoutUnread = (rooms: readonly Room[], readId: Room['id'] | null): readonly Room[] =>
  rooms.some((room) => room.id === readId && room.unread > 0)
    ? rooms.map((room) => (room.id === readId ? { ...room, unread: 0 } : room))
    : rooms;

const noRooms: readonly Room[] = [];

/** My rooms, kept live: order, previews, unread counts and presence change by themselves. */
export const useRooms = (): RoomsView => {
  const { moreRooms, reading } = useLive();
  const answer = useRoomList(all);
  const readId = useReadable(reading);
  const loadingMore = useReadable(moreRooms.loading);
  const { data: list } = answer;
  const rooms = useMemo(() => withoutUnread(list?.rooms ?? noRooms, readId), [list, readId]);

  if (list) {
    return { status: 'ready', rooms, hasMore: list.nextCursor !== null, loadingMore, loadMore: moreRooms.load };
  }
  return answer.isError ? failedView(answer) : { status: 'loading' };
};
