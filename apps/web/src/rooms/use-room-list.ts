import { roomListWithPage } from '@duet/sdk';
import type { RoomList } from '@duet/sdk';
import { useCallback, useRef, useState } from 'react';
import { trpc } from '../app/trpc.ts';
import { useReadable } from '../app/use-readable.ts';
import { wholeList } from '../live/chat-cache.ts';
import { useSignedIn } from '../session/signed-in.ts';

export type LoadedRooms = {
  list: RoomList | undefined;
  failed: boolean;
  retry: () => void;
  /** Joins the next page to the list; asks for one at a time. */
  loadMore: () => void;
  loadingMore: boolean;
};

export const useRoomList = (): LoadedRooms => {
  const { chat, live } = useSignedIn();
  const utils = trpc.useUtils();
  const ready = useReadable(live.ready);
  const { data: list, isError, refetch } = trpc.room.list.useQuery(wholeList, { enabled: ready });
  const asking = useRef(false);
  const [loadingMore, setLoadingMore] = useState(false);

  const loadMore = useCallback(async () => {
    const cursor = utils.room.list.getData(wholeList)?.nextCursor ?? null;
    if (cursor === null || asking.current) return;
    asking.current = true;
    setLoadingMore(true);
    try {
      const page = await chat.trpc.room.list.query({ cursor });
      // A reload in between began the list anew: this page may not touch it.
      utils.room.list.setData(wholeList, (now) => (now?.nextCursor === cursor ? roomListWithPage(now, page) : now));
    } catch {
      // The end of the list comes into view again, or a reset reloads it.
    } finally {
      asking.current = false;
      setLoadingMore(false);
    }
  }, [chat, utils]);

  return {
    list,
    failed: isError && !list,
    retry: () => void refetch(),
    loadMore: () => void loadMore(),
    loadingMore,
  };
};
