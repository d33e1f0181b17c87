import { setTimeout as wait } from 'node:timers/promises';
import { createDuetClient } from '@duet/sdk';
import type { FeedEvent, Message, RoomId } from '@duet/sdk';
import { docentAnswer } from './docent-words.ts';
import { docentKey, password, people } from './people.ts';

const readingMs = 900;
/** Typing shows for some seconds after each notice, so she gives one that often. */
const typingEveryMs = 2_000;
const typingMs = (answer: string): number => Math.min(1_200 + answer.length * 25, 4_500);

/** Someone who reads, types and answers, so that one alone sees it live. She is a program over the SDK, as anybody's. */
export const startDocent = async (
  url: string,
  report: (cause: unknown) => void,
): Promise<{ stop(): Promise<void> }> => {
  const client = createDuetClient({ url });
  const chat = await client.signIn({ username: people[docentKey].username, password });
  const turns = new Map<RoomId, AbortController>();
  let given = 0;

  const answer = async ({ roomId, seq, text }: Message, signal: AbortSignal): Promise<void> => {
    await wait(readingMs, undefined, { signal });
    await chat.trpc.room.markRead.mutate({ roomId, seq });
    const says = docentAnswer(text, given);
    for (let left = typingMs(says); left > 0; left -= typingEveryMs) {
      await chat.trpc.room.typing.mutate({ roomId });
      await wait(Math.min(left, typingEveryMs), undefined, { signal });
    }
    given += 1;
    await chat.outbox.send(roomId, says);
  };

  /** Who goes on writing is answered once, to the last line. */
  const take = (message: Message): void => {
    turns.get(message.roomId)?.abort();
    const turn = new AbortController();
    turns.set(message.roomId, turn);
    answer(message, turn.signal)
      .catch((cause: unknown) => turn.signal.aborted || report(cause))
      .finally(() => turns.get(message.roomId) === turn && turns.delete(message.roomId));
  };

  const catchUp = async (): Promise<void> => {
    const { rooms } = await chat.trpc.room.list.query({});
    for (const { unread, lastMessage } of rooms) {
      if (unread > 0 && lastMessage && lastMessage.senderId !== chat.me.id) take(lastMessage);
    }
    chat.loaded();
  };

  const unlisten = chat.onEvents((events: readonly FeedEvent[]) => {
    for (const event of events) {
      if (event.type === 'reset') catchUp().catch(report);
      if (event.type === 'message' && event.message.senderId !== chat.me.id) take(event.message);
    }
  });

  return {
    async stop() {
      unlisten();
      for (const turn of turns.values()) turn.abort();
      await client.close();
    },
  };
};
