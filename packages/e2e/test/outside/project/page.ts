import { createDuetClient, reasonOf, roomListAfter, threadAfter } from '@duet/sdk';
import type { Chat, FeedEvent, HistoryRange, Room, RoomId, RoomList, SendResult, Thread, UserId } from '@duet/sdk';

/** What an app keeps of one person's messages. */
export type Held = { list: RoomList; thread: Thread; typing: UserId | null };

export const open = (url: string, password: string): Promise<Chat> =>
  createDuetClient({ url }).signIn({ username: 'mina', password });

export const titleOf = (room: Room): string =>
  `${room.peer.displayName} (${room.unread}) ${room.peer.avatarUrl ?? 'no picture'}`;

export const heldAfter = (held: Held, event: FeedEvent, me: UserId, roomId: RoomId): Held => {
  const list = roomListAfter(held.list, event, me);
  const thread = threadAfter(held.thread, event, roomId);
  switch (event.type) {
    case 'message':
    case 'messageChanged':
    case 'room':
    case 'read':
    case 'presence':
    case 'heartbeat':
    case 'reset':
      return { ...held, list, thread };
    case 'typing':
      return { ...held, typing: event.userId };
    default:
      return event satisfies never;
  }
};

export const wordsFor = (result: SendResult): string =>
  result.ok ? `sent at ${result.sentAt}, place ${result.seq}` : `not sent: ${result.reason}`;

export const olderThan = async (chat: Chat, roomId: RoomId, seq: number): Promise<Thread | string> => {
  const range: HistoryRange = { before: seq };
  try {
    return await chat.trpc.message.history.query({ roomId, ...range, limit: 20 });
  } catch (error) {
    return reasonOf(error) ?? 'no answer';
  }
};
