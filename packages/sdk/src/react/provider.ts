import { QueryClient } from '@tanstack/react-query';
import { createContext, createElement, Fragment, useMemo, useState, useSyncExternalStore } from 'react';
import type { Context, ReactElement, ReactNode } from 'react';
import type { Chat } from '../chat.ts';
import type { DuetClient } from '../client.ts';
import { followSession, notAsked } from './session.ts';
import type { FollowedSession } from './session.ts';

/** What `DuetProvider` takes. */
export type DuetProviderProps = {
  /** Made once, outside of any component: it holds the socket and the drafts, and outlives this provider. */
  client: DuetClient;
  /**
   * Makes the cache of each chat that begins: one of its own, which is emptied when the chat ends. Hand one in for
   * devtools and the like, never the app's own. Yours elsewhere in the tree is neither used nor touched. The function that
   * the provider was mounted with counts.
   */
  createQueryClient?: (chat: Chat) => QueryClient;
  /** Where the hooks work. */
  children?: ReactNode;
};

export type DuetScope = { readonly client: DuetClient; readonly session: FollowedSession };

export const DuetContext: Context<DuetScope | null> = /* @__PURE__ */ createContext<DuetScope | null>(null);

const newQueryClient = (): QueryClient => new QueryClient();

/**
 * Counts how often one chat took another's place without a moment between. A new count begins everything below anew:
 * what components remember, react-query's observers among it, belongs to the chat that was.
 */
const useReplacements = (session: FollowedSession): number => {
  const [{ shown, count }, setShown] = useState({ shown: session, count: 0 });
  if (session !== shown) {
    const replaced = session.status === 'signed-in' && shown.status === 'signed-in';
    setShown({ shown: session, count: replaced ? count + 1 : count });
  }
  return count;
};

/**
 * Under it the hooks of this package work. While it is mounted it asks who is signed in, until the server can be asked,
 * and keeps what the hooks show true through the client's one feed. Several may stand on one page, each with its client.
 * When one user takes another's place without a sign-out in between, everything under it begins anew.
 */
export const DuetProvider = ({
  client,
  createQueryClient = newQueryClient,
  children,
}: DuetProviderProps): ReactElement => {
  // Written in place it is another one at each drawing, which must not begin everything anew.
  const [newCache] = useState(() => createQueryClient);
  const followed = useMemo(() => followSession(client, newCache), [client, newCache]);
  const session = useSyncExternalStore(followed.subscribe, followed.get, () => notAsked);
  const scope = useMemo(() => ({ client, session }), [client, session]);
  const below = createElement(Fragment, { key: useReplacements(session) }, children);
  return createElement(DuetContext, { value: scope }, below);
};
