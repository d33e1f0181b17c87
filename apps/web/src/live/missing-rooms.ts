import { reasonOf, roomListWithRoom, roomsMissing } from '@duet/sdk';
import type { FeedEvent, RoomId } from '@duet/sdk';
import { untilOnline } from '../app/until-online.ts';
import { wholeList } from './chat-cache.ts';
import type { ChatCache } from './chat-cache.ts';

/** Fetches the rooms that events speak of and the list does not hold, each until it is there. */
export const createMissingRooms = (cache: ChatCache, signal: AbortSignal): ((events: readonly FeedEvent[]) => void) => {
  const { chat, utils } = cache;
  const wanted = new Set<RoomId>();

  const bring = async (roomId: RoomId) => {
    for (let attempt = 0; wanted.has(roomId) && !signal.aborted; attempt += 1) {
      try {
        const room = await chat.trpc.room.get.query({ roomId });
        utils.room.list.setData(wholeList, (list) => list && roomListWithRoom(list, room));
        wanted.delete(roomId);
      } catch (error) {
        const reason = reasonOf(error);
        if (reason === 'not_found' || reason === 'signed_out') wanted.delete(roomId);
        else await untilOnline(Math.min(500 * 2 ** attempt, 10_000), signal);
      }
    }
  };

  return (events) => {
    const list = utils.room.list.getData(wholeList);
    if (!list) return;
    for (const roomId of roomsMissing(list, events)) {
      if (wanted.has(roomId)) continue;
      wanted.add(roomId);
      void bring(roomId);
    }
  };
};
