import type {
  Cursor,
  FeedEvent,
  HistoryPage,
  HistoryRange,
  MessageId,
  Room,
  RoomId,
  RoomPage,
  SendResult,
  Seq,
  User,
  UserId,
} from '@duet/protocol';

/** A proof of identity until `expiresAt` (ms): made by the server from a cookie or a token, never from input. */
export type Session = { readonly id: string; readonly userId: UserId; readonly expiresAt: number };

/** A proof that the caller is in the room: made by `roomProcedure` only. */
export type Membership = { readonly roomId: RoomId; readonly me: UserId; readonly peer: UserId };

export type Credentials = { username: string; password: string };
/** `token`: opaque, shown once; `expiresAt` in milliseconds since the epoch. */
export type SignedIn = { user: User; token: string; expiresAt: number };

/** Where a call comes from, for rate limits. */
export type Peer = { readonly address: string };

export interface SessionService {
  /** Refuses with `taken`, `rate_limited`. */
  signUp(input: Credentials & { displayName?: string | undefined }, from: Peer): Promise<SignedIn>;
  /** Refuses with `wrong_credentials`, `rate_limited`. */
  signIn(input: Credentials, from: Peer): Promise<SignedIn>;
  /** Answered when nothing accepted later can reach the session; its sockets close within a second. */
  signOut(session: Session): Promise<void>;
  /** `null`: the session ended meanwhile. */
  me(session: Session): Promise<User | null>;
}

export interface UserService {
  /** An empty query suggests: people of my newest rooms, then the newest people. */
  search(me: UserId, query: string, limit: number): Promise<User[]>;
  /** Refuses with `not_found`, and with `invalid` for oneself. */
  block(me: UserId, other: UserId): Promise<void>;
  unblock(me: UserId, other: UserId): Promise<void>;
  blocked(me: UserId): Promise<User[]>;
}

export interface RoomService {
  /** `null` for a stranger and for a room that does not exist alike. */
  membership(me: UserId, roomId: RoomId): Promise<Membership | null>;
  /** Refuses a cursor that was never given out with `invalid`. */
  list(me: UserId, cursor: string | null, limit: number): Promise<RoomPage>;
  get(membership: Membership): Promise<Room>;
  /** The room of this pair, made if there is none. Refuses with `not_found`, and with `invalid` for oneself. */
  create(me: UserId, other: UserId): Promise<Room>;
  /** Only grows; beyond the newest message it is clamped. Answered after its write. */
  markRead(membership: Membership, seq: Seq): Promise<void>;
  typing(membership: Membership): Promise<void>;
}

export interface MessageService {
  history(membership: Membership, range: HistoryRange, limit: number): Promise<HistoryPage>;
  send(membership: Membership, draft: { id: MessageId; text: string; claim?: Seq | undefined }): Promise<SendResult>;
}

/** One piece of a live subscription: the device's place behind these events. */
export type LiveItem = { readonly cursor: Cursor; readonly events: FeedEvent[] };

export interface LiveService {
  /**
   * Everything of mine, the first item at once. Ends when the signal aborts or the session ends, never by a fault of
   * ours: those are retried inside. `only`: just this room's events.
   */
  events(session: Session, after: Cursor | null, only: RoomId | null, signal: AbortSignal): AsyncIterable<LiveItem>;
}

export type Services = {
  readonly sessions: SessionService;
  readonly users: UserService;
  readonly rooms: RoomService;
  readonly messages: MessageService;
  readonly live: LiveService;
};
