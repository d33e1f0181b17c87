import type { Readable } from '../../readable.ts';
import { roomListWithPage } from '../../room-list.ts';
import { createState } from '../../state.ts';
import { wholeList } from './chat-cache.ts';
import type { ChatCache } from './chat-cache.ts';

/** The pages of the list behind the first one, asked for one at a time. */
export type MoreRooms = { readonly loading: Readable<boolean>; load: () => void };

export const createMoreRooms = ({ chat, utils }: ChatCache): MoreRooms => {
  const loading = createState(false);

  const load = async () => {
    const cursor = utils.room.list.getData(wholeList)?.nextCursor ?? null;
    if (cursor === null || loading.get()) return;
    loading.set(true);
    try {
      const page = await chat.trpc.room.list.query({ cursor });
      // A reload in between began the list anew: this page may not touch it.
      utils.room.list.setData(wholeList, (now) => (now?.nextCursor === cursor ? roomListWithPage(now, page) : now));
    } catch {
      // The end of the list comes into view again, or a reset reloads it.
    } finally {
      loading.set(false);
    }
  };
  return { loading, load: () => void load() };
};
