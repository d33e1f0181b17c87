import type { AppRouter } from '@duet/api';
import type { User } from '@duet/protocol';
import { createTRPCClient, httpLink } from '@trpc/client';
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

const wasClosed = (): Error => new Error('the client was closed');

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
  const closing = new AbortController();
  let resuming: Promise<Chat | null> | null = null;
  /** Of whom the chat is that there is, by `personOf`. */
  let person: unknown = null;
  let unwatch: (() => void) | null = null;

  const httpAs = (token: () => Promise<string | null>): TRPCLink<AppRouter> =>
    httpLink({
      url: at.http,
      ...(own ? { fetch: (address, init) => own(address, { ...init, signal: init?.signal ?? null }) } : {}),
      async headers() {
        const shown = await token();
        return shown === null ? {} : { authorization: `Bearer ${shown}` };
      },
    });
  const trpc: DuetTrpc = createTRPCClient<AppRouter>({ links: [httpAs(() => tokens.get(false))] });
  /** As whomever this token names, and nobody else. */
  const as = (token: string | null): DuetTrpc => createTRPCClient<AppRouter>({ links: [httpAs(async () => token)] });

  const refuseClosed = (): void => {
    if (closing.signal.aborted) throw wasClosed();
  };

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
    refuseClosed();
    person = personOf(shown);
    const chat = createChat({
      me,
      url: at.socket,
      // Bound to this user: whoever signs in later must not be spoken for by an old chat.
      tokens,
      person,
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
    refuseClosed();
    // Without a token there is only the cookie to ask for, and that is nobody's who comes from a host.
    const { user } = shown === null && tokens.changes ? { user: null } : await as(shown).session.me.query();
    const held = session.get();
    if (held.status === 'signed-in') return held.chat;
    if (user) return enter(user, shown);
    tokens = nobody;
    session.set({ status: 'signed-out', ended: null });
    return null;
  };

  /** A host that never answers holds up nobody who leaves. */
  const untilClosed = <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const leave = () => reject(wasClosed());
      closing.signal.addEventListener('abort', leave);
      if (closing.signal.aborted) leave();
      void work.then(resolve, reject).finally(() => closing.signal.removeEventListener('abort', leave));
    });

  const welcome = async (ask: () => Promise<{ user: User; token: string }>): Promise<Chat> => {
    // Found out behind the answer, either would leave an account or a cookie that nobody asked for.
    webSocketOf(options.WebSocket);
    refuseClosed();
    const { user, token } = await ask();
    tokens = fixedToken(cookieServes ? null : token);
    return enter(user, tokens.kept);
  };

  return {
    session,
    trpc,
    async resume() {
      const held = session.get();
      if (held.status === 'signed-in') return held.chat;
      resuming ??= untilClosed(ask()).finally(() => (resuming = null));
      return resuming;
    },
    signUp: (input) => welcome(() => trpc.session.signUp.mutate(input)),
    signIn: (input) => welcome(() => trpc.session.signIn.mutate(input)),
    async signOut({ forget = false } = {}) {
      const held = session.get();
      const shown = await tokens.get(false);
      try {
        // The host may have signed in someone else meanwhile, who was not meant.
        if (held.status !== 'signed-in' || personOf(shown) === person) await as(shown).session.signOut.mutate();
      } catch (error) {
        // Over already, which is what was asked for.
        if (reasonOf(error) !== 'signed_out') throw error;
      }
      // The socket may have heard of the end before, and somebody else may be here by now.
      if (session.get() === held) {
        tokens = nobody;
        await leave({ status: 'signed-out', ended: held.status === 'signed-in' ? 'signed_out' : null });
      }
      if (held.status !== 'signed-in') return;
      await held.chat.close();
      if (!forget) return;
      const { id } = held.chat.me;
      const drafts = await storage.load(id);
      await Promise.all(drafts.map((draft) => storage.remove(id, draft.id)));
    },
    token: () => tokens.kept,
    async close() {
      closing.abort();
      await leave({ status: 'unknown' });
    },
  };
};
