import { createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';
import { createDuetClient, threadAfter, threadReloaded } from '@duet/sdk';
import type { Chat, FeedEvent, RoomId, Thread } from '@duet/sdk';
import { WebSocket } from 'ws';

// Two people. Each line on stdin is a message that Mina sends; each line on stdout one that Joon has got, once.
const [, , url = '', secret = ''] = process.argv;
const runtime = { url, WebSocket, random: () => Math.random() * 0.03 };

/** As this app's own login would: a token that says who is signed in here. */
const tokenFor = (sub: string): string => {
  const part = (said: object): string => Buffer.from(JSON.stringify(said)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: 'somebody-elses-app', aud: 'duet', sub, username: sub, name: sub, iat, exp: iat + 300 };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

const minasClient = createDuetClient({ ...runtime, getToken: async () => tokenFor('mina') });
const mina = await minasClient.resume();
if (!mina) throw new Error('the token of this app was not taken');
const joonsClient = createDuetClient(runtime);
const joon = await joonsClient.signUp({ username: 'joon', password: 'correct horse battery' });
const room = await mina.trpc.room.create.mutate({ userId: joon.me.id });

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

follow(joon, room.id, (text) => console.log(text));
console.log(`ready on ${process.version}`);
for await (const line of createInterface({ input: process.stdin })) {
  const kept = await mina.outbox.send(room.id, line);
  if (!kept.ok) throw new Error(kept.reason);
}
await minasClient.close();
await joonsClient.close();
