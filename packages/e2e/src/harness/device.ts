import { createDuetClient, roomListAfter, threadAfter, threadReloaded } from '@duet/sdk';
import type { Chat, DuetClient, DuetClientOptions, FeedEvent, RoomId, RoomList, Thread } from '@duet/sdk';
import { password } from './password.ts';

/** One person's program: a client, and what an app would hold of the list and of one room. */
export type Device = AsyncDisposable & {
  readonly client: DuetClient;
  readonly chat: Chat;
  readonly told: readonly FeedEvent[];
  list(): RoomList;
  /** Watches this room's thread from now on. */
  open(roomId: RoomId): Promise<void>;
  thread(): Thread;
};

/** Waits are drawn from [0, 3 %) of their span: tests want reconnects, not patience. */
const impatient = () => Math.random() * 0.03;

const watch = (client: DuetClient, chat: Chat): Device => {
  const told: FeedEvent[] = [];
  let list: RoomList = { rooms: [], nextCursor: null };
  let opened: RoomId | null = null;
  let thread: Thread = { messages: [], hasOlder: false, hasNewer: true };
  let resets = 0;

  const load = async (): Promise<void> => {
    const asked = (resets += 1);
    try {
      list = await chat.trpc.room.list.query({});
      if (opened)
        thread = threadReloaded(thread, await chat.trpc.message.history.query({ roomId: opened, limit: 200 }));
      if (asked === resets) chat.loaded();
    } catch {
      // Still owed: the next connection says so again.
    }
  };

  chat.onEvents((events) => {
    told.push(...events);
    for (const event of events) {
      list = roomListAfter(list, event, chat.me.id);
      if (opened) thread = threadAfter(thread, event, opened);
      if (event.type === 'reset') void load();
    }
  });

  return {
    client,
    chat,
    told,
    list: () => list,
    async open(roomId) {
      opened = roomId;
      thread = await chat.trpc.message.history.query({ roomId, limit: 200 });
    },
    thread: () => thread,
    [Symbol.asyncDispose]: () => client.close(),
  };
};

export const signUpDevice = async (url: string, username: string, more: Partial<DuetClientOptions> = {}) => {
  const client = createDuetClient({ url, random: impatient, ...more });
  return watch(client, await client.signUp({ username, password }));
};

/** Someone whom a host signs in. */
export const hostDevice = async (url: string, getToken: () => Promise<string>): Promise<Device> => {
  const client = createDuetClient({ url, random: impatient, getToken });
  const chat = await client.resume();
  if (!chat) throw new Error('the host’s token is not taken');
  return watch(client, chat);
};

/** The same session on another device. */
export const secondDevice = async (url: string, first: Device): Promise<Device> => {
  const client = createDuetClient({ url, random: impatient, token: first.client.token() ?? '' });
  const chat = await client.resume();
  if (!chat) throw new Error('the token is not known');
  return watch(client, chat);
};
