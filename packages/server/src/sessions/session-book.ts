import type { Session } from '@duet/api';
import type { CloseReason, UserId } from '@duet/protocol';

/** Why a session is over, in the words of the sockets that it closes. */
export type SessionEnd = Extract<CloseReason, 'signed_out' | 'expired'>;

export type StoredSession = { id: string; userId: UserId; expiresAt: number };

/** A session in somebody's hand: a socket's, or a request's. */
export interface HeldSession {
  readonly session: Session;
  /** `null` from the moment on in which it ended, wherever that was said. */
  current(): Session | null;
  /** Calls back once when it ends, at once when it has; returns the way not to be told. */
  onEnd(listener: (end: SessionEnd) => void): () => void;
  release(): void;
}

export interface SessionBook {
  /** `null`: the token is nobody's, or not any more. */
  open(token: string): Promise<HeldSession | null>;
  /** Calls back when a session ends that somebody holds, at once when nobody does. Returns the way not to be told. */
  onEnd(session: Session, listener: (end: SessionEnd) => void): () => void;
  /** To be called after the session is gone from SQL. */
  end(sessionId: string, end: SessionEnd): void;
  /** All sessions of this user. To be called after they are gone from SQL. */
  endUser(userId: UserId, end: SessionEnd): void;
  /** Whoever is being let in now is looked up once more. */
  doubt(): void;
  /** All that somebody holds. */
  held(): Session[];
  /** Ends those that ran out. */
  sweep(): void;
}

type Entry = {
  readonly session: Session;
  readonly listeners: Set<(end: SessionEnd) => void>;
  holders: number;
  over: SessionEnd | null;
};

/** The sessions that are in use now: one entry for all that hold it, flipped the moment it ends. */
export const createSessionBook = (options: {
  /** By its token, as it came. */
  find: (token: string) => Promise<StoredSession | null>;
  now: () => number;
}): SessionBook => {
  const { find, now } = options;
  const entries = new Map<string, Entry>();
  let endings = 0;

  const listen = (entry: Entry, listener: (end: SessionEnd) => void): (() => void) => {
    // It may have ended between the hand that took it and the word that was asked for.
    if (entry.over) listener(entry.over);
    else entry.listeners.add(listener);
    return () => entry.listeners.delete(listener);
  };

  const finish = (entry: Entry, end: SessionEnd): void => {
    entry.over = end;
    entries.delete(entry.session.id);
    for (const listener of entry.listeners) listener(end);
    entry.listeners.clear();
  };

  const hold = ({ id, userId, expiresAt }: StoredSession): HeldSession => {
    const known = entries.get(id);
    const entry = known ?? { session: { id, userId, expiresAt }, listeners: new Set(), holders: 0, over: null };
    if (!known) entries.set(id, entry);
    entry.holders++;
    let held = true;
    return {
      session: entry.session,
      current: () => (entry.over || entry.session.expiresAt <= now() ? null : entry.session),
      onEnd: (listener) => listen(entry, listener),
      release() {
        if (!held) return;
        held = false;
        if (--entry.holders === 0 && !entry.over) entries.delete(id);
      },
    };
  };

  return {
    async open(token) {
      for (;;) {
        const before = endings;
        const stored = await find(token);
        // A session ended while this one was read, and it may be this one: an answer from before does not count.
        if (before !== endings) continue;
        return stored && stored.expiresAt > now() ? hold(stored) : null;
      }
    },

    onEnd(session, listener) {
      const entry = entries.get(session.id);
      if (entry) return listen(entry, listener);
      listener('signed_out');
      return () => {};
    },

    end(sessionId, end) {
      endings++;
      const entry = entries.get(sessionId);
      if (entry) finish(entry, end);
    },

    endUser(userId, end) {
      endings++;
      for (const entry of entries.values()) if (entry.session.userId === userId) finish(entry, end);
    },

    doubt() {
      endings++;
    },

    held: () => [...entries.values()].map(({ session }) => session),

    sweep() {
      const time = now();
      for (const entry of entries.values()) if (entry.session.expiresAt <= time) finish(entry, 'expired');
    },
  };
};
