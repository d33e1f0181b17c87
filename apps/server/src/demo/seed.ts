import { createDuetClient, isMessageId } from '@duet/sdk';
import type { Chat, DuetClient, MessageId, RoomId, UserId } from '@duet/sdk';
import { v7 } from 'uuid';
import { serve } from '../serve.ts';
import { createHandClock } from './clock.ts';
import type { Conversation } from './conversation.ts';
import { password, people, personKeys } from './people.ts';
import type { PersonKey } from './people.ts';
import { stepsUntil } from './steps.ts';
import type { Step } from './steps.ts';

const messageIdAt = (msecs: number): MessageId => {
  const id = v7({ msecs });
  if (!isMessageId(id)) throw new Error(`${id} is no message id`);
  return id;
};

type Actor = { readonly client: DuetClient; readonly chat: Chat };

const isActive = async (asker: Chat, username: string): Promise<boolean> => {
  const { users } = await asker.trpc.user.search.query({ query: username });
  return users.some((user) => user.username === username && user.active);
};

/** Plays the demo's past into a database, the way in which it would have come: sign-up, rooms, sends, receipts. */
export const seed = async (databaseUrl: string, now: number): Promise<void> => {
  const steps = stepsUntil(now);
  const clock = createHandClock(steps[0]?.at ?? now);
  const serving = await serve(
    // Nobody waits here for people: not for a pause between receipts, nor for someone who might come back.
    { databaseUrl, rateLimits: false, now: clock.now, timings: { receipts: 0, presenceGrace: 0 } },
    { port: 0, host: '127.0.0.1' },
  );
  const enter = async (who: PersonKey): Promise<[PersonKey, Actor]> => {
    const client = createDuetClient({ url: serving.url, now: clock.now });
    const { username, displayName } = people[who];
    return [who, { client, chat: await client.signUp({ username, displayName, password }) }];
  };
  const actors = new Map(await Promise.all(personKeys.map(enter)));
  const ids = new Map<PersonKey, UserId>([...actors].map(([who, { chat }]) => [who, chat.me.id]));
  const actor = (who: PersonKey): Actor => {
    const found = actors.get(who);
    if (!found) throw new Error(`${who} is not there any more`);
    return found;
  };

  const rooms = new Map<Conversation, RoomId>();
  const roomOf = async ({ between: [one, other] }: Conversation): Promise<RoomId> => {
    const userId = ids.get(other);
    if (!userId) throw new Error(`${other} was never there`);
    return (await actor(one).chat.trpc.room.create.mutate({ userId })).id;
  };

  const play = async (step: Step): Promise<void> => {
    switch (step.type) {
      case 'line': {
        const roomId = rooms.get(step.in) ?? (await roomOf(step.in));
        rooms.set(step.in, roomId);
        const sent = { roomId, id: messageIdAt(step.at), text: step.text };
        const answer = await actor(step.from).chat.trpc.message.send.mutate(sent);
        if (!answer.ok) throw new Error(`“${step.text}” was refused: ${answer.reason}`);
        const { seq } = answer;
        await Promise.all(step.readers.map((who) => actor(who).chat.trpc.room.markRead.mutate({ roomId, seq })));
        return;
      }
      case 'leave': {
        const { client } = actor(step.who);
        actors.delete(step.who);
        await client.close();
        // Seen last at this time, not at that of a later step.
        const [asker] = actors.values();
        while (asker && (await isActive(asker.chat, people[step.who].username)));
      }
    }
  };

  for (const step of steps) {
    clock.set(step.at);
    await play(step);
  }
  await serving.stop();
};
