import { closeCodes } from '@duet/protocol';
import type { Room, RoomId, User } from '@duet/protocol';
import { createTRPCClient } from '@trpc/client';
import type { AppRouter } from '@duet/api';
import type { TRPCLink } from '@trpc/client';
import type { Chat } from './chat.ts';
import { createConnection } from './connection.ts';
import type { Dial } from './connection.ts';
import { createOutbox } from './create-outbox.ts';
import type { DraftStorage } from './draft-storage.ts';
import { createEventStream } from './event-stream.ts';
import { createLiveFeed } from './live-feed.ts';
import { createOverlay } from './overlay-link.ts';
import { reasonOf } from './reason.ts';
import { createRoute } from './route-link.ts';
import { createSignedOutLink } from './signed-out-link.ts';
import { openSocket } from './socket.ts';
import type { DuetTrpc } from './trpc.ts';

export type ChatOptions = {
  me: User;
  socketUrl: string;
  /** `null`: the cookie serves. */
  token: string | null;
  http: TRPCLink<AppRouter>;
  storage: DraftStorage;
  WebSocket: typeof WebSocket;
  now: () => number;
  random: () => number;
};

/** The cookie may have become another person's while there was no socket. A token is one person's for ever. */
const isStillMine = async (trpc: DuetTrpc, me: User): Promise<boolean> =>
  (await trpc.session.me.query()).user?.id === me.id;

export const createChat = (options: ChatOptions): Chat => {
  const { me, socketUrl, token, http, storage, now, random } = options;
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
  const signedOut = createSignedOutLink(() => connection.stop('signed_out'));
  const trpc: DuetTrpc = createTRPCClient<AppRouter>({ links: [signedOut, overlay.link, route.link, http] });

  const dial: Dial = (on) => {
    let over = false;
    const live = () => {
      if (over) return;
      route.use(socket);
      on.opened();
    };
    const socket = openSocket(
      { url: socketUrl, token, WebSocket: options.WebSocket },
      {
        opened() {
          if (token !== null) return live();
          const asker: DuetTrpc = createTRPCClient<AppRouter>({ links: [() => socket.run] });
          isStillMine(asker, me).then(
            (mine) => (mine ? live() : on.closed(closeCodes.signed_out.code)),
            () => on.closed(null),
          );
        },
        closed: (code) => on.closed(code),
      },
    );
    return {
      probe: () => socket.probe(),
      hangUp() {
        over = true;
        route.use(null);
        socket.hangUp();
      },
    };
  };

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
