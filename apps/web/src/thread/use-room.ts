import { reasonOf } from '@duet/sdk';
import type { Room, RoomId } from '@duet/sdk';
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

  const room = listed ?? alone.data;
  if (room) return { status: 'loaded', room };
  if (!alone.isError) return { status: 'loading' };
  if (reasonOf(alone.error) === 'not_found') return { status: 'not-found' };
  return { status: 'failed', retry: () => void alone.refetch() };
};
