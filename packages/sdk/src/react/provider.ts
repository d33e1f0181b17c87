import { QueryClient } from '@tanstack/react-query';
import { createContext, createElement, useMemo, useSyncExternalStore } from 'react';
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
   * devtools and the like, never the app's own. Yours elsewhere in the tree is neither used nor touched.
   */
  createQueryClient?: (chat: Chat) => QueryClient;
  /** Where the hooks work. */
  children?: ReactNode;
};

export type DuetScope = { readonly client: DuetClient; readonly session: FollowedSession };

export const DuetContext: Context<DuetScope | null> = /* @__PURE__ */ createContext<DuetScope | null>(null);

const newQueryClient = (): QueryClient => new QueryClient();

/**
 * Under it the hooks of this package work. While it is mounted it asks who is signed in, until the server can be asked,
 * and keeps what the hooks show true through the client's one feed. Several may stand on one page, each with its client.
 */
export const DuetProvider = ({
  client,
  createQueryClient = newQueryClient,
  children,
}: DuetProviderProps): ReactElement => {
  const followed = useMemo(() => followSession(client, createQueryClient), [client, createQueryClient]);
  const session = useSyncExternalStore(followed.subscribe, followed.get, () => notAsked);
  const scope = useMemo(() => ({ client, session }), [client, session]);
  return createElement(DuetContext, { value: scope }, children);
};
