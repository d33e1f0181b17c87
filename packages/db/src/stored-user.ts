import type { UserId } from '@duet/protocol';

/** A user as the database knows one: who is active now it cannot know. */
export type StoredUser = {
  id: UserId;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  /** Milliseconds since the epoch; `null` when never seen. */
  lastActiveAt: number | null;
};

/** The columns of one, wherever `users` is joined. */
export const storedUser = [
  'users.id',
  'users.username',
  'users.display_name as displayName',
  'users.avatar_url as avatarUrl',
  'users.last_active_at as lastActiveAt',
] as const;
