import { reasonOf, threadReloaded } from '@duet/sdk';
import type { RoomId } from '@duet/sdk';
import { untilOnline } from '../app/until-online.ts';
import { historyKey, peopleKey, roomKey, roomsAskedFor, wholeList } from './chat-cache.ts';
import type { ChatCache } from './chat-cache.ts';

/** Answers that were asked for before the reset are not waited for: only what is asked for now has no hole. */
const reloadList = async ({ utils }: ChatCache): Promise<void> => {
  await utils.room.list.cancel(wholeList);
  await utils.room.list.fetch(wholeList, { staleTime: 0 });
};

/** Not mine to see (any more): the screen was told by the room's own query, and there is nothing to wait for. */
const unlessGone = async (work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (reasonOf(error) !== 'not_found') throw error;
  }
};

const reloadRoom = async ({ chat, utils }: ChatCache, roomId: RoomId): Promise<void> => {
  await utils.room.get.cancel({ roomId });
  utils.room.get.setData({ roomId }, await chat.trpc.room.get.query({ roomId }));
};

const reloadThread = async ({ chat, utils }: ChatCache, roomId: RoomId): Promise<void> => {
  await utils.message.history.cancel({ roomId });
  const fresh = await chat.trpc.message.history.query({ roomId });
  utils.message.history.setData({ roomId }, (thread) => (thread ? threadReloaded(thread, fresh) : fresh));
};

/** What no screen looks at is dropped: it is asked for again when one does. */
const reloadAll = async (cache: ChatCache): Promise<void> => {
  const { queryClient } = cache;
  for (const queryKey of [roomKey, historyKey]) queryClient.removeQueries({ queryKey, type: 'inactive' });
  void queryClient.invalidateQueries({ queryKey: peopleKey });
  await Promise.all([
    reloadList(cache),
    ...roomsAskedFor(cache, roomKey).map((roomId) => unlessGone(reloadRoom(cache, roomId))),
    ...roomsAskedFor(cache, historyKey).map((roomId) => unlessGone(reloadThread(cache, roomId))),
  ]);
};

/**
 * What a `reset` asks for, until it succeeds. A reset during a reload begins it anew: the answers on their way may be
 * older than it.
 */
export const createReload = (cache: ChatCache, signal: AbortSignal): (() => Promise<void>) => {
  let newest = 0;
  return async () => {
    const mine = (newest += 1);
    for (let attempt = 0; mine === newest && !signal.aborted; attempt += 1) {
      try {
        await reloadAll(cache);
        if (mine === newest && !signal.aborted) cache.chat.loaded();
        return;
      } catch (error) {
        if (reasonOf(error) === 'signed_out') return;
        await untilOnline(Math.min(500 * 2 ** attempt, 10_000), signal);
      }
    }
  };
};
