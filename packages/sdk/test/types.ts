import type { DuetAdmin, HostUserUpsert } from '@duet/sdk/admin';
import type { DuetClient, FeedEvent, Message, Room, RoomId, SendResult, Seq, UserId } from '@duet/sdk';

// Never run: what must not compile is marked, and `tsc` fails when it does.

type Is<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const same = <A, B>(_same: Is<A, B>): void => {};

export const eventsNarrow = (event: FeedEvent): Message | RoomId | null => {
  if (event.type === 'message') {
    // @ts-expect-error -- a message brings no room
    void event.room;
    return event.message;
  }
  if (event.type === 'room') same<typeof event.room, Room>(true);
  return event.type === 'read' ? event.roomId : null;
};

// @ts-expect-error -- who leaves out a kind does not compile
export const everyKind: Record<FeedEvent['type'], true> = {
  message: true,
  messageChanged: true,
  room: true,
  read: true,
  typing: true,
  presence: true,
  reset: true,
};

export const idsAreNotInterchangeable = async (client: DuetClient, roomId: RoomId, userId: UserId) => {
  await client.trpc.room.get.query({ roomId });
  // @ts-expect-error -- a user's id is no room's
  await client.trpc.room.get.query({ roomId: userId });
  // @ts-expect-error -- a room's id is no user's
  await client.trpc.room.create.mutate({ userId: roomId });
  // @ts-expect-error -- nor is any string
  await client.trpc.room.get.query({ roomId: 'room' });
};

export const answersAreLookedAt = (answer: SendResult): Seq | string => {
  // @ts-expect-error -- a refused send has no seq
  void answer.seq;
  return answer.ok ? answer.seq : answer.reason;
};

export const answersAreTyped = async (client: DuetClient, roomId: RoomId) => {
  const page = await client.trpc.message.history.query({ roomId, limit: 1 });
  same<typeof page.messages, Message[]>(true);
  // @ts-expect-error -- at most one of them
  await client.trpc.message.history.query({ roomId, before: 1, after: 2 });
};

export const sessionsAreNarrowed = (client: DuetClient) => {
  const session = client.session.get();
  // @ts-expect-error -- nobody may be signed in
  void session.chat;
  return session.status === 'signed-in' ? session.chat.me : null;
};

export const theHostsDoorIsTyped = async (admin: DuetAdmin): Promise<UserId[]> => {
  const { users } = await admin.trpc.user.upsert.mutate({ users: [{ externalId: '1', displayName: 'Mina' }] });
  same<typeof users, HostUserUpsert[]>(true);
  // @ts-expect-error -- each user has an id of the host's
  await admin.trpc.user.upsert.mutate({ users: [{ username: 'mina' }] });
  // @ts-expect-error -- a room is of two
  await admin.trpc.room.open.mutate({ pair: ['1'] });
  // @ts-expect-error -- people's procedures are not the host's
  void admin.trpc.room.list;
  // @ts-expect-error -- who is refused has no user id
  users.map((user) => user.userId);
  return users.flatMap((user) => (user.outcome === 'refused' ? [] : user.userId));
};
