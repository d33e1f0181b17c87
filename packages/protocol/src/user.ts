import type { UserId } from './ids.ts';

/** Somebody, as the one who asks may see them. */
export type User = {
  /** Stays the same for ever. */
  id: UserId;
  /** Unique, in NFKC; people find each other by it. */
  username: string;
  /** The name to show. */
  displayName: string;
  /** The address of a picture; `null` when there is none. */
  avatarUrl: string | null;
  /** Milliseconds since the epoch; `null` when never seen, or not for the one who asks. */
  lastActiveAt: number | null;
  /** Has a live socket now. */
  active: boolean;
};
