import type { QueryClient } from '@tanstack/react-query';
import type { Chat } from '../chat.ts';
import type { DuetClient } from '../client.ts';
import { createState } from '../state.ts';
import { startLiveChat } from './live/live-chat.ts';
import type { LiveChat } from './live/live-chat.ts';
import { untilOnline } from './live/until-online.ts';

/**
 *   unknown ──resume()──▶ signed-in ──▶ signed-out ──▶ signed-in …
 *      └──────────────────────────────▶┘
 */
export type FollowedSession =
  | { status: 'unknown'; unreachable: boolean }
  | { status: 'signed-out'; ended: 'signed_out' | 'expired' | null }
  | { status: 'signed-in'; live: LiveChat };

/** What stands before anybody was asked, and on a server for ever. */
export const notAsked: FollowedSession = { status: 'unknown', unreachable: false };

/** For `useSyncExternalStore`. */
export type SessionFollower = { get: () => FollowedSession; subscribe: (listener: () => void) => () => void };

/**
 * The client's session while somebody watches it: what belongs to a signed-in user starts with their chat, and stops
 * with it or with the last one who watched.
 */
export const followSession = (client: DuetClient, createQueryClient: (chat: Chat) => QueryClient): SessionFollower => {
  const state = createState<FollowedSession>(notAsked);
  let watchers = 0;
  let stop: (() => void) | null = null;

  const start = () => {
    const stopped = new AbortController();
    let current: LiveChat | null = null;

    const follow = () => {
      const session = client.session.get();
      if (session.status === 'signed-in' && current?.chat === session.chat) return;
      current?.stop();
      current = session.status === 'signed-in' ? startLiveChat(session.chat, createQueryClient(session.chat)) : null;
      if (current) state.set({ status: 'signed-in', live: current });
      else if (session.status === 'signed-out') state.set({ status: 'signed-out', ended: session.ended });
      else state.set(notAsked);
    };

    const resume = async () => {
      for (let attempt = 0; !stopped.signal.aborted && client.session.get().status === 'unknown'; attempt += 1) {
        try {
          await client.resume();
        } catch {
          if (stopped.signal.aborted || client.session.get().status !== 'unknown') return;
          state.set({ status: 'unknown', unreachable: true });
          await untilOnline(attempt, stopped.signal);
        }
      }
    };

    const unfollow = client.session.subscribe(follow);
    follow();
    void resume();
    return () => {
      stopped.abort();
      unfollow();
      current?.stop();
      state.set(notAsked);
    };
  };

  return {
    get: () => state.get(),
    subscribe: (listener) => {
      const unsubscribe = state.subscribe(listener);
      watchers += 1;
      stop ??= start();
      return () => {
        unsubscribe();
        watchers -= 1;
        if (watchers > 0) return;
        stop?.();
        stop = null;
      };
    },
  };
};
