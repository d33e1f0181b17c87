import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { HostIdentity } from './sessions/host-identity.ts';

export type DuetOptions = {
  /** `file:./data/duet.db`, `:memory:`, or `mysql://user:password@host:3306/database`. */
  databaseUrl: string;
  /** `redis://host:6379`, with a `mysql://` database: this is one of many nodes then. */
  redisUrl?: string | undefined;
  /**
   * With Redis: how much it may hold that is not in SQL yet, in bytes of its memory, roughly. Past it sends are
   * `try_later`. A room may use a sixteenth of it. 256 MiB unless told.
   */
  undrainedBytes?: number | undefined;
  /** Where the app mounted it, as browsers see it: `''` or `/messages`. Without a slash at the end. */
  basePath?: string | undefined;
  /** Signs in whom the host app vouches for with a JWT, which is sent as any token is. */
  identity?: HostIdentity | undefined;
  /** `false`: nobody signs up or in with a password here; `session.signUp` and `session.signIn` answer `not_found`. */
  localAccounts?: boolean | undefined;
  /** The web client's build: `index.html` (a template) and `assets/`. Each meta becomes `<meta name="duet:KEY" content="…">`. */
  spa?: { root: string; meta?: Readonly<Record<string, string>> | undefined } | undefined;
  /** Origins beside the own one whose pages may use it: `https://app.example.com`. */
  allowedOrigins?: readonly string[] | undefined;
  /** Proxies whose X-Forwarded-* count: addresses, subnets (`10.0.0.0/8`) and `loopback`. */
  trustProxy?: readonly string[] | undefined;
  /** `false` for measurements only. */
  rateLimits?: boolean | undefined;
  /** `true`: `/metrics` answers, in Prometheus' words, whoever asks. Off unless told. */
  metrics?: boolean | undefined;
  logger?: Logger | undefined;
  /** Another process took this MySQL database over: nothing is accepted here any more, and this process had better end. */
  onFenced?: (() => void) | undefined;
  /** Milliseconds since the epoch. */
  now?: (() => number) | undefined;
  timings?: Partial<Timings> | undefined;
};

/** All in milliseconds. */
export type Timings = {
  /** A session ends this long after its sign-in. */
  sessionLifetime: number;
  /** How often sessions that ran out are looked for, and so how late their sockets close. */
  sessionSweep: number;
  /** How often the rows of sessions that ran out are deleted. */
  expiredSessions: number;
  /** The host's keys are asked for this often: so late one that it took back stops counting. */
  hostKeys: number;
  /** Every device is told this often how far the log is stored. */
  heartbeat: number;
  /** And this long after a commit, once for all commits of that time. */
  heartbeatAfterCommit: number;
  /** A socket that said nothing for so long is pinged, */
  ping: number;
  /** and cut when it still says nothing for so long. */
  pongWait: number;
  /** A socket that announced connection params sends them within this; an upgrade for others is answered within it. */
  handshake: number;
  /** A closed socket that does not answer the close is cut. */
  closeWait: number;
  /** How long someone without a live subscription still counts as active, so that a reload does not flicker. */
  presenceGrace: number;
  /** One receipt per room and reader, and */
  receipts: number;
  /** one typing notice per room and sender, in so much time. */
  typing: number;
  /** A graceful stop takes at most this. */
  stop: number;
};

export const defaultTimings: Timings = {
  sessionLifetime: 30 * 24 * 60 * 60 * 1000,
  sessionSweep: 500,
  expiredSessions: 60 * 60 * 1000,
  hostKeys: 5 * 60 * 1000,
  heartbeat: 5_000,
  // Each goes to every device, and all that hangs on it is when a device may forget a draft.
  heartbeatAfterCommit: 1_000,
  ping: 25_000,
  pongWait: 10_000,
  handshake: 5_000,
  // A sign-out promises that its sockets are gone within a second, also those that do not answer.
  closeWait: 700,
  presenceGrace: 5_000,
  receipts: 1_000,
  typing: 2_000,
  stop: 10_000,
};

export interface Duet {
  /** For `http.createServer` or `app.use`. With `next`, what is not Duet's goes there. */
  readonly handler: (req: IncomingMessage, res: ServerResponse, next?: (error?: unknown) => void) => void;
  /** Takes the WebSocket upgrades of `basePath/trpc`. Others are left to the server's other listeners. */
  attach(server: Server): void;
  /** Closes the sockets, settles the log, closes the database. The HTTP server stays its owner's. Idempotent. */
  close(): Promise<void>;
}
