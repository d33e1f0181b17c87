import type { Chat } from './chat.ts';
import type { DraftStorage } from './draft-storage.ts';
import type { Readable } from './readable.ts';
import type { DuetTrpc } from './trpc.ts';
import type { WebSocketClass } from './web-socket-class.ts';

/** Where Duet is, and what the runtime does not bring. */
export type DuetClientOptions = {
  /** Where Duet is mounted: `https://example.com` or `https://example.com/messages`. */
  url: string;
  /** An opaque token of an earlier sign-in. In a browser leave it out: the cookie serves. */
  token?: string;
  /**
   * The host app's token for who is signed in there, or `null` for nobody. Asked for the first connection, for each one
   * after it, and before a token runs out; the next one takes over without a gap. While it rejects, or gives no text, it is
   * asked again with growing waits (the connection is `waiting`), and anew when it has not answered for a minute. Another
   * person's token, or `null`, ends the chat.
   */
  getToken?: () => Promise<string | null>;
  /** Keeps drafts over a reload. Without it they live in memory. */
  storage?: DraftStorage;
  /** For runtimes without one of their own. */
  WebSocket?: WebSocketClass;
  /** For runtimes without one of their own, and for tests. */
  fetch?: typeof fetch;
  /** Milliseconds since the epoch; for tests. */
  now?: () => number;
  /** From 0 up to 1, for waits; for tests. */
  random?: () => number;
};

/** Who is signed in with this client. */
export type SessionState =
  /** Not asked yet, or asking. */
  | { status: 'unknown' }
  /** `ended`: why a session that was there is not any more; `null` when there was none. */
  | { status: 'signed-out'; ended: 'signed_out' | 'expired' | null }
  /** Everything goes through `chat` until it ends. */
  | { status: 'signed-in'; chat: Chat };

/** One place where somebody signs in, and at most one user at a time. */
export interface DuetClient {
  /** Who is signed in now. */
  readonly session: Readable<SessionState>;
  /** Over HTTP, whoever is signed in. For sign-up forms and the like; a signed-in user's is `chat.trpc`. */
  readonly trpc: DuetTrpc;
  /** Takes up the session of the token or the cookie. `null` when there is none. Throws when the server cannot be asked. */
  resume(): Promise<Chat | null>;
  /** Throws an error whose reason `reasonOf(error)` gives. */
  signUp(input: { username: string; password: string; displayName?: string }): Promise<Chat>;
  /** Throws as `signUp` does: `wrong_credentials`, `rate_limited`. */
  signIn(input: { username: string; password: string }): Promise<Chat>;
  /**
   * Ends the session everywhere it is open and drops what belonged to it, this user's drafts included when `forget`. Throws
   * when the server cannot be asked: then everything is as before.
   */
  signOut(options?: { forget?: boolean }): Promise<void>;
  /** The token to keep for the next start, for programs; `null` when signed out, or when the cookie or `getToken` serves. */
  token(): string | null;
  /** Ends what is open, for good; the session stays, for another client. */
  close(): Promise<void>;
}
