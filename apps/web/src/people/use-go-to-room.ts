import type { User } from '@duet/sdk';
import { useOpenRoom } from '@duet/sdk/react';
import { useNavigate } from 'react-router';

/** Goes to the room with someone. */
export const useGoToRoom = (): {
  /** Resolves with whether it was opened. */
  goToRoom: (user: User) => Promise<boolean>;
  opening: boolean;
  failed: boolean;
} => {
  const navigate = useNavigate();
  const { open, opening, failed } = useOpenRoom();
  return {
    goToRoom: async (user) => {
      const room = await open(user.id).catch(() => null);
      if (room) await navigate(`/rooms/${room.id}`);
      return room !== null;
    },
    opening,
    failed,
  };
};
