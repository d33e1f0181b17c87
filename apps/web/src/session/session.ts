import type { Chat, DuetClient, Readable } from '@duet/sdk';
import { createValue } from '../app/value.ts';
import { untilOnline } from '../app/until-online.ts';
import type { SignedIn } from './signed-in.ts';

/**
 *   unknown ──resume()──▶ signed-in ──▶ signed-out ──▶ signed-in …
 *      └──────────────────────────────▶┘
 */
export type AppSession =
  /** `unreachable`: the server could not be asked yet; asking goes on. */
  | { status: 'unknown'; unreachable: boolean }
  | { status: 'signed-out'; ended: 'signed_out' | 'expired' | null }
  | { status: 'signed-in'; signedIn: SignedIn };

/** Follows the client's session: what belongs to a signed-in user starts with their chat and stops with it. */
export const startSession = (
  client: DuetClient,
  enter: (chat: Chat) => SignedIn,
): { state: Readable<AppSession>; stop: () => void } => {
  const state = createValue<AppSession>({ status: 'unknown', unreachable: false });
  const stopped = new AbortController();
  let current: SignedIn | null = null;

  const follow = () => {
    const session = client.session.get();
    if (session.status === 'signed-in' && current?.chat === session.chat) return;
    current?.stop();
    current = session.status === 'signed-in' ? enter(session.chat) : null;
    if (current) state.set({ status: 'signed-in', signedIn: current });
    else if (session.status === 'signed-out') state.set({ status: 'signed-out', ended: session.ended });
  };

  const resume = async () => {
    for (let attempt = 0; !stopped.signal.aborted && client.session.get().status === 'unknown'; attempt += 1) {
      try {
        await client.resume();
      } catch {
        if (client.session.get().status === 'unknown') state.set({ status: 'unknown', unreachable: true });
        // 1 s, 2 s, 4 s … 15 s: a server that restarts is back soon, one that is down needs no crowd.
        await untilOnline(Math.min(1000 * 2 ** attempt, 15_000), stopped.signal);
      }
    }
  };

  const unfollow = client.session.subscribe(follow);
  follow();
  void resume();
  return {
    state,
    stop: () => {
      stopped.abort();
      unfollow();
      current?.stop();
    },
  };
};
