import { reasonOf } from '@duet/sdk';
import type { Room, RoomId } from '@duet/sdk';
import { useState } from 'react';
import { trpc } from '../app/trpc.ts';
import { useReadable } from '../app/use-readable.ts';
import { wholeList } from '../live/chat-cache.ts';
import { useSignedIn } from '../session/signed-in.ts';

export type LoadedRoom =
  | { status: 'loading' }
  | { status: 'not-found' }
  | { status: 'failed'; retry: () => void }
  | { status: 'loaded'; room: Room };

/** The list's own entry, which the feed keeps true; a room that the list does not hold is asked for alone. */
export const useRoom = (roomId: RoomId): LoadedRoom => {
  const ready = useReadable(useSignedIn().live.ready);
  const { data: list } = trpc.room.list.useQuery(wholeList, { enabled: false });
  const listed = list?.rooms.find((room) => room.id === roomId);
  const alone = trpc.room.get.useQuery({ roomId }, { enabled: ready && list !== undefined && !listed });

  // A reload may drop the room from the list until it is asked for alone: what was known stays on the screen.
  const found = listed ?? alone.data;
  const [known, setKnown] = useState(found);
  if (found && found !== known) setKnown(found);

  const room = found ?? known;
  if (alone.isError && reasonOf(alone.error) === 'not_found') return { status: 'not-found' };
  if (room) return { status: 'loaded', room };
  if (!alone.isError) return { status: 'loading' };
  return { status: 'failed', retry: () => void alone.refetch() };
};
