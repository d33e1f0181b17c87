import type { AppRouter } from '@duet/api';
import { limits } from '@duet/protocol';
import type { User } from '@duet/protocol';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import type { TRPCLink } from '@trpc/client';
import type { Chat } from './chat.ts';
import type { DuetClient, DuetClientOptions, SessionState } from './client.ts';
import { createChat } from './create-chat.ts';
import { createMemoryDraftStorage } from './memory-draft-storage.ts';
import { reasonOf } from './reason.ts';
import { createState } from './state.ts';
import { changingToken, fixedToken, personOf } from './token-source.ts';
import type { DuetTrpc } from './trpc.ts';
import { webSocketOf } from './web-socket-class.ts';

/** Proxies and servers cut longer ones; a query's input travels in the URL. */
const maxURLLength = 4_000;

const endpoints = (url: string) => {
  const http = new URL(url);
  http.pathname = `${http.pathname.replace(/\/+$/, '')}/trpc`;
  const socket = new URL(http);
  socket.protocol = http.protocol === 'https:' ? 'wss:' : 'ws:';
  return { http: http.href, socket: socket.href };
};

/** A page of the server's own origin sends the cookie by itself, and never has to see a token. */
const isOwnPage = (url: string): boolean => {
  // Looked for, since a program that has no page may not even have the type of one.
  const page: unknown = Reflect.get(globalThis, 'location');
  return typeof page === 'object' && page !== null && 'origin' in page && page.origin === new URL(url).origin;
};

/** A client of the Duet at `url`. It connects to nothing before `resume`, `signUp` or `signIn`. */
export const createDuetClient = (options: DuetClientOptions): DuetClient => {
  const {
    url,
    storage = createMemoryDraftStorage(),
    getToken,
    fetch: own,
    now = Date.now,
    random = Math.random,
  } = options;
  const at = endpoints(url);
  const cookieServes = options.token === undefined && !getToken && isOwnPage(url);
  /** What is left when someone has signed out. */
  const nobody = getToken ? changingToken(getToken, now) : fixedToken(null);
  const session = createState<SessionState>({ status: 'unknown' });
  let tokens = options.token === undefined ? nobody : fixedToken(options.token);
  let closed = false;
  let resuming: Promise<Chat | null> | null = null;
  let unwatch: (() => void) | null = null;

  const httpAs = (token: () => Promise<string | null>): TRPCLink<AppRouter> =>
    httpBatchLink({
      url: at.http,
      ...(own ? { fetch: (address, init) => own(address, { ...init, signal: init?.signal ?? null }) } : {}),
      async headers() {
        const shown = await token();
        return shown === null ? {} : { authorization: `Bearer ${shown}` };
      },
      maxItems: limits.batch,
      maxURLLength,
    });
  const trpc: DuetTrpc = createTRPCClient<AppRouter>({ links: [httpAs(() => tokens.get(false))] });

  /** What comes after the chat, if there is one; with it goes everything of its user. */
  const leave = async (to: SessionState): Promise<void> => {
    const was = session.get();
    unwatch?.();
    unwatch = null;
    session.set(to);
    if (was.status === 'signed-in') await was.chat.close();
  };

  /** `shown`: the token with which the server knew this user. */
  const enter = async (me: User, shown: string | null): Promise<Chat> => {
    if (closed) throw new Error('the client was closed');
    const chat = createChat({
      me,
      url: at.socket,
      // Bound to this user: whoever signs in later must not be spoken for by an old chat.
      tokens,
      person: personOf(shown),
      httpAs,
      storage,
      WebSocket: webSocketOf(options.WebSocket),
      now,
      random,
    });
    const left = leave({ status: 'signed-in', chat });
    unwatch = chat.connection.subscribe(() => {
      const state = chat.connection.get();
      if (state.status !== 'stopped' || state.reason === 'closed') return;
      tokens = nobody;
      void leave({ status: 'signed-out', ended: state.reason });
    });
    await left;
    return chat;
  };

  const ask = async (): Promise<Chat | null> => {
    const shown = await tokens.get(true);
    const asker: DuetTrpc = createTRPCClient<AppRouter>({ links: [httpAs(async () => shown)] });
    // Without a token there is only the cookie to ask for, and that is nobody's who comes from a host.
    const { user } = shown === null && tokens.changes ? { user: null } : await asker.session.me.query();
    const held = session.get();
    if (held.status === 'signed-in') return held.chat;
    if (user) return enter(user, shown);
    tokens = nobody;
    session.set({ status: 'signed-out', ended: null });
    return null;
  };

  const welcome = ({ user, token: given }: { user: User; token: string }): Promise<Chat> => {
    tokens = fixedToken(cookieServes ? null : given);
    return enter(user, tokens.kept);
  };

  return {
    session,
    trpc,
    async resume() {
      const held = session.get();
      if (held.status === 'signed-in') return held.chat;
      resuming ??= ask().finally(() => (resuming = null));
      return resuming;
    },
    signUp: async (input) => welcome(await trpc.session.signUp.mutate(input)),
    signIn: async (input) => welcome(await trpc.session.signIn.mutate(input)),
    async signOut({ forget = false } = {}) {
      const held = session.get();
      try {
        await trpc.session.signOut.mutate();
      } catch (error) {
        // Over already, which is what was asked for.
        if (reasonOf(error) !== 'signed_out') throw error;
      }
      tokens = nobody;
      await leave({ status: 'signed-out', ended: held.status === 'signed-in' ? 'signed_out' : null });
      if (held.status !== 'signed-in') return;
      await held.chat.close();
      if (!forget) return;
      const { id } = held.chat.me;
      const drafts = await storage.load(id);
      await Promise.all(drafts.map((draft) => storage.remove(id, draft.id)));
    },
    token: () => tokens.kept,
    async close() {
      closed = true;
      await leave({ status: 'unknown' });
    },
  };
};
