import type { RoomId } from '@duet/protocol';
import { reasonOf } from '../../reason.ts';
import { threadReloaded } from '../../thread.ts';
import { roomsAskedFor, wholeList } from './chat-cache.ts';
import type { ChatCache } from './chat-cache.ts';
import { liveMutation } from './live-query.ts';
import type { Rest } from './until-online.ts';

/** Answers that were asked for before the reset are not waited for: only what is asked for now has no hole. */
const reloadList = async ({ utils }: ChatCache): Promise<void> => {
  await utils.room.list.cancel(wholeList);
  await utils.room.list.fetch(wholeList, { ...liveMutation, staleTime: 0, retry: false });
};

/** Not mine to see (any more): there is nothing to wait for, and `tell` leaves the screen to its own question. */
const unlessGone = async (work: Promise<void>, tell: () => Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (reasonOf(error) !== 'not_found') throw error;
    await tell();
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
  const { queryClient, utils, roomKey, historyKey } = cache;
  // What the reload took back while it was on its way is asked again, by whoever shows it.
  const room = (roomId: RoomId) => unlessGone(reloadRoom(cache, roomId), () => utils.room.get.invalidate({ roomId }));
  const thread = (roomId: RoomId) =>
    unlessGone(reloadThread(cache, roomId), () => utils.message.history.invalidate({ roomId }));
  for (const queryKey of [roomKey, historyKey]) queryClient.removeQueries({ queryKey, type: 'inactive' });
  void utils.user.invalidate();
  await Promise.all([
    reloadList(cache),
    ...roomsAskedFor(cache, roomKey).map(room),
    ...roomsAskedFor(cache, historyKey).map(thread),
  ]);
};

/**
 * What a `reset` asks for, until it succeeds. A reset during a reload begins it anew: the answers on their way may be
 * older than it.
 */
export const createReload = (cache: ChatCache, rest: Rest, signal: AbortSignal): (() => Promise<void>) => {
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
        await rest(attempt, signal);
      }
    }
  };
};
