import type { AppRouter } from '@duet/api';
import type { FeedEvent, MessageId, Room, User } from '@duet/protocol';
import { isMessageId } from '@duet/protocol';
import { cursor } from '@duet/protocol/schemas';
import { createTRPCClient, createWSClient, httpLink, wsLink } from '@trpc/client';
import type { TRPCClient, TRPCWebSocketClient } from '@trpc/client';
import { v7 } from 'uuid';

export type Trpc = TRPCClient<AppRouter>;

export const newMessageId = (): MessageId => {
  const id = v7();
  if (!isMessageId(id)) throw new Error(`${id} is no UUIDv7`);
  return id;
};

/** The router over HTTP, one request per call, so that each answer has its own status. */
export const httpClient = (url: string, headers: Record<string, string> = {}): Trpc =>
  createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers })] });

export type SocketClient = AsyncDisposable & { trpc: Trpc; ws: TRPCWebSocketClient; close(): Promise<void> };

/** The router over a socket, which comes back after a close. `closed` hears each close code. */
export const socketClient = (
  socketUrl: string,
  token: string | null,
  closed?: (code: number | undefined) => void,
): SocketClient => {
  const ws = createWSClient({
    url: socketUrl,
    connectionParams: token === null ? null : { token },
    retryDelayMs: () => 20,
    onClose: (cause) => closed?.(cause?.code),
  });
  const close = (): Promise<void> => ws.close();
  return {
    trpc: createTRPCClient<AppRouter>({ links: [wsLink({ client: ws })] }),
    ws,
    close,
    [Symbol.asyncDispose]: close,
  };
};

export type Person = { user: User; token: string; trpc: Trpc };

export const password = 'correct horse battery';

/** Signs someone up; their calls go over HTTP with the token. */
export const signUp = async (url: string, username: string, displayName?: string): Promise<Person> => {
  const input = displayName === undefined ? { username, password } : { username, password, displayName };
  const { user, token } = await httpClient(url).session.signUp.mutate(input);
  return { user, token, trpc: httpClient(url, { authorization: `Bearer ${token}` }) };
};

/** Two people and their room. */
export const signUpPair = async (url: string): Promise<{ mina: Person; joon: Person; room: Room }> => {
  const mina = await signUp(url, 'mina', 'Mina Kim');
  const joon = await signUp(url, 'joon', '김철수');
  return { mina, joon, room: await mina.trpc.room.create.mutate({ userId: joon.user.id }) };
};

export type Live = Disposable & {
  readonly events: readonly FeedEvent[];
  readonly cursors: readonly string[];
  /** Resolves with the first event, from the beginning on, that fits. */
  until(fits: (event: FeedEvent) => boolean): Promise<FeedEvent>;
  stop(): void;
};

/** Follows a live subscription and keeps what it said. */
export const follow = (trpc: Trpc, lastEventId?: string): Live => {
  const events: FeedEvent[] = [];
  const cursors: string[] = [];
  const waiting = new Set<() => void>();
  const subscription = trpc.live.events.subscribe(
    lastEventId === undefined ? undefined : { lastEventId: cursor.parse(lastEventId) },
    {
      onData({ id, data }) {
        cursors.push(id);
        events.push(...data);
        for (const look of waiting) look();
      },
    },
  );
  const stop = (): void => subscription.unsubscribe();
  return {
    events,
    cursors,
    until: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = events.find(fits);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    stop,
    [Symbol.dispose]: stop,
  };
};
