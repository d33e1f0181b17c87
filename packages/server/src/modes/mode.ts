import type { Database } from '@duet/db';
import type { Accepted, Feed, MessageLog } from '@duet/log';
import type { NewLimiter } from '../limits/rate-limits.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { Copies } from '../services/copies.ts';
import type { PresenceBoard } from '../services/presence-board.ts';
import type { UnstoredRooms } from '../services/unstored-rooms.ts';

/** What the log tells of by itself. */
export type LogListener = {
  /** In the order of their places. Resolves once the feed has them; what is rejected may be told again. */
  accepted(batch: readonly Accepted[]): Promise<void>;
  /** It stood twice: this copy of it is taken back. */
  withdrawn(copy: Accepted): void;
};

/** What answers, by its name, and whether the node can do its work with that. */
export type Readiness = { parts: Readonly<Record<string, 'ok' | 'down'>>; serves: boolean };

/** What stands behind the services. They cannot tell which mode it is. */
export interface Mode {
  readonly database: Database;
  readonly feed: Feed;
  readonly unstored: UnstoredRooms;
  readonly sessions: SessionStore;
  readonly copies: Copies;
  readonly presence: PresenceBoard;
  readonly newLimiter: NewLimiter;
  /** To be called once. */
  openLog(listener: LogListener): Promise<MessageLog>;
  /** Whether something failed only because SQL or Redis is away. */
  readonly isAway: (cause: unknown) => boolean;
  /** `sql`, `log`: whether they can be asked and written now. */
  readiness(sql: boolean, log: boolean): Readiness;
  /** After log and feed. */
  close(): Promise<void>;
}
