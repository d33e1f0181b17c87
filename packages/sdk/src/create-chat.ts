import type { Room, RoomId, User } from '@duet/protocol';
import { createTRPCClient } from '@trpc/client';
import type { AppRouter } from '@duet/api';
import type { TRPCLink } from '@trpc/client';
import type { Chat } from './chat.ts';
import { createConnection } from './connection.ts';
import { createOutbox } from './create-outbox.ts';
import { createDial } from './dial.ts';
import type { DraftStorage } from './draft-storage.ts';
import { createEventStream } from './event-stream.ts';
import { isMine } from './is-mine.ts';
import { createLiveFeed } from './live-feed.ts';
import { createOverlay } from './overlay-link.ts';
import { reasonOf } from './reason.ts';
import { createRoute } from './route-link.ts';
import { createSignedOutLink } from './signed-out-link.ts';
import { personOf } from './token-source.ts';
import type { TokenSource } from './token-source.ts';
import type { DuetTrpc } from './trpc.ts';

export type ChatOptions = {
  me: User;
  /** Of the socket: `wss://example.com/trpc`. */
  url: string;
  tokens: TokenSource;
  /** Whose tokens are taken, by `personOf`. */
  person: unknown;
  httpAs: (token: () => Promise<string | null>) => TRPCLink<AppRouter>;
  storage: DraftStorage;
  WebSocket: typeof WebSocket;
  now: () => number;
  random: () => number;
};

export const createChat = (options: ChatOptions): Chat => {
  const { me, tokens, person, storage, now, random } = options;
  const closing = new AbortController();
  const route = createRoute();

  const fetchRoom = async (roomId: RoomId): Promise<Room | null> => {
    try {
      return await trpc.room.get.query({ roomId });
    } catch (error) {
      if (reasonOf(error) === 'not_found') return null;
      throw error;
    }
  };
  const overlay = createOverlay(me.id, fetchRoom);
  const cookie = options.httpAs(async () => null);
  /** Nothing is ever asked for this chat with a token of someone else. Of the cookie a new socket finds out by itself. */
  const ownToken = async (anew: boolean): Promise<string | null> => {
    const token = await tokens.get(anew);
    if (personOf(token) === person && (anew || token !== null || (await isMine(cookie, me.id)))) return token;
    connection.stop('signed_out');
    throw new Error('the token is another person’s');
  };
  const { changes } = tokens;
  const signedOut = createSignedOutLink(changes, () => {
    if (changes) connection.redial();
    else connection.stop('signed_out');
  });
  const http = options.httpAs(() => ownToken(false));
  const trpc: DuetTrpc = createTRPCClient<AppRouter>({ links: [signedOut, overlay.link, route.link, http] });
  const dial = createDial({ ...options, me: me.id, getToken: () => ownToken(true), changes, route });
  const connection = createConnection({ dial, now, random });
  const outbox = createOutbox({
    me: me.id,
    storage,
    send: (input, signal) => trpc.message.send.mutate(input, { signal }),
    isLive: () => connection.state.get().status === 'live',
    now,
    random,
  });
  const feed = createLiveFeed({
    trpc,
    random,
    first(events) {
      overlay.record(events);
      outbox.take(events);
    },
  });
  const unwatch = connection.state.subscribe(() => outbox.wake());

  let closed: Promise<void> | null = null;
  const close = async () => {
    closing.abort();
    unwatch();
    feed.close();
    connection.stop('closed');
    route.close();
    await outbox.close();
  };

  return {
    me,
    trpc,
    connection: connection.state,
    outbox,
    onEvents: (listener) => feed.onEvents(listener),
    loaded: () => feed.loaded(),
    events: () => createEventStream((listener) => feed.onEvents(listener), closing.signal),
    wake: () => connection.wake(),
    close: () => (closed ??= close()),
  };
};
