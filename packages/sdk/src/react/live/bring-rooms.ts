import type { FeedEvent, RoomId } from '@duet/protocol';
import { reasonOf } from '../../reason.ts';
import { roomListWithRoom, roomsMissing, roomsUnsure } from '../../room-list.ts';
import { wholeList } from './chat-cache.ts';
import type { ChatCache } from './chat-cache.ts';
import type { Rest } from './until-online.ts';

/**
 * Fetches the rooms of which the events alone do not tell enough, each until it is there: those that the list does not
 * hold, and those that another device read in part.
 */
export const createBringRooms = (
  cache: ChatCache,
  rest: Rest,
  signal: AbortSignal,
): ((events: readonly FeedEvent[]) => void) => {
  const { chat, utils } = cache;
  /** How often each was asked for: an answer counts for what was asked before it was. */
  const wanted = new Map<RoomId, number>();

  const bring = async (roomId: RoomId) => {
    for (let attempt = 0; wanted.has(roomId) && !signal.aborted; attempt += 1) {
      const asked = wanted.get(roomId);
      try {
        const room = await chat.trpc.room.get.query({ roomId });
        utils.room.list.setData(wholeList, (list) => list && roomListWithRoom(list, room));
        if (wanted.get(roomId) === asked) wanted.delete(roomId);
      } catch (error) {
        const reason = reasonOf(error);
        if (reason === 'not_found' || reason === 'signed_out') wanted.delete(roomId);
        else await rest(attempt, signal);
      }
    }
  };

  return (events) => {
    const list = utils.room.list.getData(wholeList);
    if (!list) return;
    for (const roomId of [...roomsMissing(list, events), ...roomsUnsure(list, events, chat.me.id)]) {
      const asked = wanted.get(roomId);
      wanted.set(roomId, (asked ?? 0) + 1);
      if (asked === undefined) void bring(roomId);
    }
  };
};
