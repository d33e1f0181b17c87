import type { Chat } from '@duet/sdk';
import type { QueryClient } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { startLive } from '../live/live.ts';
import type { Live } from '../live/live.ts';
import { createQueryClient } from '../live/query-client.ts';
import { createComposerTexts } from '../storage/composer-texts.ts';
import type { ComposerTexts } from '../storage/composer-texts.ts';
import type { TextStore } from '../storage/text-store.ts';

/** Everything that belongs to the one who is signed in. Nothing of it outlives the chat but the kept texts. */
export type SignedIn = {
  readonly chat: Chat;
  readonly queryClient: QueryClient;
  readonly live: Live;
  readonly texts: ComposerTexts;
  stop(): void;
};

export const enterChat = (chat: Chat, store: TextStore): SignedIn => {
  const queryClient = createQueryClient();
  const live = startLive(chat, queryClient);
  return {
    chat,
    queryClient,
    live,
    texts: createComposerTexts(store, chat.me.id),
    stop: () => {
      live.stop();
      queryClient.clear();
    },
  };
};

export const SignedInContext = createContext<SignedIn | null>(null);

export const useSignedIn = (): SignedIn => {
  const signedIn = use(SignedInContext);
  if (!signedIn) throw new Error('no SignedInContext above');
  return signedIn;
};
