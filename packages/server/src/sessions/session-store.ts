import type { SessionBook, StoredSession } from './session-book.ts';

/** Where sessions are found, and where it is said that one has ended. */
export interface SessionStore {
  /** By a token's hash; `null` also from the moment on in which `end` has resolved, on every node. */
  find(hash: string): Promise<StoredSession | null>;
  /** To be awaited before SQL forgets it. */
  end(sessionId: string): Promise<void>;
  /** Says in the book what ends elsewhere. Returns the way to stop. */
  follow(book: Pick<SessionBook, 'end' | 'doubt' | 'held'>): () => void;
}
