import type { User } from '@duet/sdk';
import { useNavigate } from 'react-router';
import { trpc } from '../app/trpc.ts';

/** Goes to the room with someone, which is made if there is none: never twice. */
export const useOpenRoom = (): {
  /** Resolves with whether it was opened. */
  openRoom: (user: User) => Promise<boolean>;
  opening: boolean;
  failed: boolean;
} => {
  const utils = trpc.useUtils();
  const navigate = useNavigate();
  const { mutateAsync, isPending, isError } = trpc.room.create.useMutation();
  return {
    openRoom: async (user) => {
      const room = await mutateAsync({ userId: user.id }).catch(() => null);
      if (!room) return false;
      utils.room.get.setData({ roomId: room.id }, room);
      await navigate(`/rooms/${room.id}`);
      return true;
    },
    opening: isPending,
    failed: isError,
  };
};
