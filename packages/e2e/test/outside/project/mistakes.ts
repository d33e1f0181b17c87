import type { Chat, DuetClient, FeedEvent, HistoryRange, MessageId, RoomId, SendResult } from '@duet/sdk';

export const anEventThatDoesNotExist = (event: FeedEvent): boolean => event.type === 'mesage'; // TS2367

export const aFieldThatThisEventNeverHas = (event: FeedEvent): unknown =>
  event.type === 'message' ? event.room : null; // TS2339

export const aRoomIdWhereAUserIdGoes = (chat: Chat, roomId: RoomId) => chat.trpc.room.create.mutate({ userId: roomId }); // TS2322

export const aPeerIdWhereARoomIdGoes = (chat: Chat) => chat.trpc.room.get.query({ roomId: chat.me.id }); // TS2322

export const seqWithoutALookAtOk = (answer: SendResult): number => answer.seq; // TS2339

export const aSwitchThatMissesAKind = (event: FeedEvent): string => {
  switch (event.type) {
    case 'message':
    case 'messageChanged':
      return event.message.text;
    case 'room':
    case 'read':
    case 'typing':
    case 'presence':
    case 'heartbeat':
      return '';
    default:
      return event satisfies never; // TS2322 TS1360
  }
};

export const aMisspeltProcedure = (client: DuetClient) => client.trpc.message.histroy; // TS2551

export const aNumberForText = (chat: Chat, roomId: RoomId, id: MessageId) => [
  chat.outbox.send(roomId, 7), // TS2345
  chat.trpc.message.send.mutate({ roomId, id, text: 7 }), // TS2322
];

export const beforeAndAfterTogether = (chat: Chat, roomId: RoomId) => {
  const range: HistoryRange = { before: 1, after: 2 }; // TS2322
  return [
    range,
    chat.trpc.message.history.query({ roomId, before: 1, after: 2 }), // TS2345
  ];
};
