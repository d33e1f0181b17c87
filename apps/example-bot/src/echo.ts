import { setTimeout as delay } from 'node:timers/promises';
import type { Chat, FeedEvent, Message, Room, RoomId, Seq } from '@duet/sdk';
import { answerId } from './answer-id.ts';
import { backwards } from './backwards.ts';

/** Answers every message backwards. To hear the same event again changes nothing: an answer's id comes from its question. */
export const createEcho = (chat: Pick<Chat, 'me' | 'trpc' | 'loaded'>) => {
  const { me, trpc } = chat;
  /** Up to where each room is answered. What is killed finds it again in its receipts. */
  const answered = new Map<RoomId, Seq>();

  const answer = async ({ roomId, id, senderId, text }: Message): Promise<void> => {
    for (let waiting = senderId !== me.id; waiting;) {
      const sent = await trpc.message.send.mutate({ roomId, id: answerId(id), text: backwards(text) });
      waiting = !sent.ok && (sent.reason === 'rate_limited' || sent.reason === 'try_later');
      if (!sent.ok && waiting) await delay(sent.retryAfterMs ?? 1_000);
    }
  };

  /** Everything behind my receipt, in order; then the receipt moves. */
  const answerRoom = async ({ id: roomId, readSeqs }: Room): Promise<void> => {
    let after = readSeqs.find(({ userId }) => userId === me.id)?.seq ?? 0;
    for (let more = true; more;) {
      const page = await trpc.message.history.query({ roomId, after });
      for (const message of page.messages) await answer(message);
      after = page.messages.at(-1)?.seq ?? after;
      more = page.hasNewer;
    }
    await trpc.room.markRead.mutate({ roomId, seq: after });
    answered.set(roomId, after);
  };

  const answerAll = async (): Promise<void> => {
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await trpc.room.list.query(cursor === undefined ? {} : { cursor });
      for (const room of page.rooms) if (room.unread > 0) await answerRoom(room);
      cursor = page.nextCursor;
    }
    chat.loaded();
  };

  return async (event: FeedEvent): Promise<void> => {
    if (event.type === 'reset') return answerAll();
    if (event.type !== 'message' || event.message.senderId === me.id) return;
    const { roomId, seq } = event.message;
    // Told late, or answered already: the id knows.
    if (seq <= (answered.get(roomId) ?? 0)) return answer(event.message);
    return answerRoom(await trpc.room.get.query({ roomId }));
  };
};
