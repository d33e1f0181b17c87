import type { UserId } from './ids.ts';

export type User = {
  id: UserId;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  /** Milliseconds since the epoch; `null` when never seen, or not for the one who asks. */
  lastActiveAt: number | null;
  /** Has a live socket now. */
  active: boolean;
};
