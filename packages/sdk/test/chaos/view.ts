import type { Chat, RoomId, Thread } from '@duet/sdk';
import { threadAfter, threadReloaded } from '@duet/sdk';

/** The thread of one room as an app would hold it: events through the reducer, a reload when a reset asks for one. */
export const watchThread = (chat: Chat, roomId: RoomId): (() => Thread) => {
  let thread: Thread = { messages: [], hasOlder: false, hasNewer: true };
  let resets = 0;
  const load = async (): Promise<void> => {
    const asked = (resets += 1);
    try {
      const fresh = await chat.trpc.message.history.query({ roomId, limit: 200 });
      thread = threadReloaded(thread, fresh);
      // What a later reset asks for has a load of its own.
      if (asked === resets) chat.loaded();
    } catch {
      // Still owed: it is said again after the next reconnect.
    }
  };
  chat.onEvents((events) => {
    for (const event of events) {
      thread = threadAfter(thread, event, roomId);
      if (event.type === 'reset') void load();
    }
  });
  return () => thread;
};
