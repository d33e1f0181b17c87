import type { User } from '@duet/protocol';
import { use, useMemo } from 'react';
import type { Chat } from '../chat.ts';
import type { DuetClient } from '../client.ts';
import type { LiveChat } from './live/live-chat.ts';
import { DuetContext } from './provider.ts';
import type { DuetScope } from './provider.ts';

/** Who is signed in, for a screen. Every other hook wants `signed-in`. */
export type SessionView =
  /** Not asked yet, or asking: on a server always. `unreachable`: the server could not be asked, asking goes on. */
  | { status: 'unknown'; unreachable: boolean }
  /** `ended`: why a session that was there is not any more; `null` when there was none. */
  | { status: 'signed-out'; ended: 'signed_out' | 'expired' | null }
  /** `me`: who. */
  | { status: 'signed-in'; me: User };

const useScope = (): DuetScope => {
  const scope = use(DuetContext);
  if (!scope) throw new Error('Duet: there is no <DuetProvider> above this component');
  return scope;
};

/** Who is signed in. What is shown to a signed-in user only, here, remembers nothing for the next one. */
export const useSession = (): SessionView => {
  const { session } = useScope();
  return useMemo(
    () => (session.status === 'signed-in' ? { status: 'signed-in', me: session.live.chat.me } : session),
    [session],
  );
};

/** The client of the provider above: for sign-in forms, sign-out and the like. */
export const useDuetClient = (): DuetClient => useScope().client;

/** Of the signed-in user. Throws where nobody is: such components belong where `useSession()` says `signed-in`. */
export const useLive = (): LiveChat => {
  const { session } = useScope();
  if (session.status !== 'signed-in') {
    throw new Error(`Duet: nobody is signed in (${session.status}): render this where useSession() says signed-in`);
  }
  return session.live;
};

/** The signed-in user's chat, for what has no hook: the typed router, the outbox, events. Throws where nobody is signed in. */
export const useChat = (): Chat => useLive().chat;
