import type { Room, RoomId } from '@duet/protocol';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { reasonOf } from '../reason.ts';
import { failedView } from './failure.ts';
import type { FailedView } from './failure.ts';
import { liveQuery } from './live/live-query.ts';
import { useReadable } from './use-readable.ts';
import { useRoomList } from './use-rooms.ts';
import { useLive } from './use-session.ts';

/** A room, or why there is none to show. */
export type RoomView =
  /** Asked for. */
  | { status: 'loading' }
  /** There is no such room, or not for me. */
  | { status: 'not-found' }
  | FailedView
  /** It is kept live. */
  | { status: 'ready'; room: Room };

/** One room, kept live. It need not stand in the loaded part of the list. */
export const useRoom = (roomId: RoomId): RoomView => {
  const { cache, ready: begun } = useLive();
  const { utils, queryClient } = cache;
  const ready = useReadable(begun);
  const { data: list } = useRoomList(({ rooms }) => ({ entry: rooms.find((room) => room.id === roomId) }));
  // The list's own entry serves; what it does not hold is asked for alone.
  const listed = list?.entry;
  const enabled = ready && list !== undefined && !listed;
  const alone = useQuery(utils.room.get.queryOptions({ roomId }, { ...liveQuery, enabled }), queryClient);

  // A reload may drop the room from the list until it is asked for alone: what was known stays on the screen.
  const found = listed ?? alone.data;
  const [known, setKnown] = useState(found);
  if (found && found !== known) setKnown(found);
  const room = found ?? (known?.id === roomId ? known : null);

  if (alone.isError && reasonOf(alone.error) === 'not_found') return { status: 'not-found' };
  if (room) return { status: 'ready', room };
  return alone.isError ? failedView(alone) : { status: 'loading' };
};
