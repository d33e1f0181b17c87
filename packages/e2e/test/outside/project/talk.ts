import { createInterface } from 'node:readline';
import { createDuetClient, threadAfter, threadReloaded } from '@duet/sdk';
import type { Chat, DuetClient, FeedEvent, RoomId, Thread } from '@duet/sdk';
import { WebSocket } from 'ws';

// Two people. Each line on stdin is a message that Mina sends; each line on stdout one that Joon has got, once.
const [, , url = ''] = process.argv;
const join = async (username: string): Promise<{ client: DuetClient; chat: Chat }> => {
  const client = createDuetClient({ url, WebSocket, random: () => Math.random() * 0.03 });
  return { client, chat: await client.signUp({ username, password: 'correct horse battery' }) };
};

const mina = await join('mina');
const joon = await join('joon');
const room = await mina.chat.trpc.room.create.mutate({ userId: joon.chat.me.id });

/** What Joon holds of the room, kept true by the feed; `got` tells of each message when it comes. */
const follow = (chat: Chat, roomId: RoomId, got: (text: string) => void): void => {
  let thread: Thread = { messages: [], hasOlder: false, hasNewer: true };
  let resets = 0;
  let told = 0;
  const take = (next: Thread): void => {
    thread = next;
    for (const message of next.messages) {
      if (message.seq <= told) continue;
      told = message.seq;
      got(message.text);
    }
  };
  const load = async (): Promise<void> => {
    const asked = (resets += 1);
    try {
      take(threadReloaded(thread, await chat.trpc.message.history.query({ roomId, limit: 200 })));
      if (asked === resets) chat.loaded();
    } catch {
      // Still owed: the first batch after the next connection says so again.
    }
  };
  chat.onEvents((events: readonly FeedEvent[]) => {
    for (const event of events) {
      take(threadAfter(thread, event, roomId));
      if (event.type === 'reset') void load();
    }
  });
};

follow(joon.chat, room.id, (text) => console.log(text));
console.log(`ready on ${process.version}`);
for await (const line of createInterface({ input: process.stdin })) {
  const kept = await mina.chat.outbox.send(room.id, line);
  if (!kept.ok) throw new Error(kept.reason);
}
await mina.client.close();
await joon.client.close();
