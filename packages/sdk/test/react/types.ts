import type { Message, RoomId, UserId } from '@duet/sdk';
import { useRoom, useSend, useSession, useThread } from '@duet/sdk/react';

// Never run: what must not compile is marked, and `tsc` fails when it does.

export const IdsAreNotInterchangeable = (userId: UserId, roomId: RoomId) => {
  useRoom(roomId);
  // @ts-expect-error -- a user's id is no room's
  useRoom(userId);
  // @ts-expect-error -- nor is any string
  useThread('room');
};

export const ViewsAreNarrowed = (roomId: RoomId): readonly Message[] => {
  const session = useSession();
  // @ts-expect-error -- nobody may be signed in
  void session.me;
  const thread = useThread(roomId);
  // @ts-expect-error -- it may still be loading, or not be there
  void thread.items;
  return thread.status === 'ready' ? thread.messages : [];
};

export const TakenTextsAreLookedAt = async (roomId: RoomId) => {
  const taken = await useSend(roomId).send('hello');
  // @ts-expect-error -- it may not have been taken
  void taken.id;
  return taken.ok ? taken.id : taken.reason;
};
