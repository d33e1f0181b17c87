import type { UserId } from './ids.ts';
import type { InputIssue } from './refusals.ts';

/** The bounds of what a host asks for at once. */
export const adminLimits = {
  /** Users in one upsert. */
  upsert: 500,
  /** Users in one deactivation or reactivation: each of their rooms is closed or opened before the answer. */
  status: 100,
  /** One HTTP body, in bytes: an upsert's most users with all that each may say. */
  bodyBytes: 2 * 1024 * 1024,
  externalId: { max: 255 },
  avatarUrl: { max: 2000 },
} as const;

/** Someone as the host knows them. What is left out stays as it is; of a new user it is made up. */
export type HostUser = {
  /** The host's own id, the `sub` of its tokens: 1 to 255 characters, without a space at its ends. */
  externalId: string;
  /** 3 to 30 letters, digits, dots and underscores; unique. */
  username?: string | undefined;
  /** The name to show, 1 to 60 characters. */
  displayName?: string | undefined;
  /** An https address; `null` takes the picture away. */
  avatarUrl?: string | null | undefined;
};

/** What became of one user of an upsert. */
export type HostUserUpsert =
  /** They are there as asked for, under this id of Duet. */
  | { outcome: 'created' | 'updated' | 'unchanged'; externalId: string; userId: UserId }
  /** Nothing of this user was written. `taken`: the username is someone else's. */
  | { outcome: 'refused'; externalId: string; reason: 'taken' }
  /** Nothing was written: `issues` says which fields break a rule. */
  | { outcome: 'refused'; externalId: string; reason: 'invalid'; issues: InputIssue[] };

/** Users by the host's ids, by Duet's own, which local accounts have alone, or by both. */
export type NamedUsers = {
  /** Ids of the host. */
  externalIds?: string[] | undefined;
  /** Ids of Duet. */
  userIds?: UserId[] | undefined;
};

type ChangeOutcome = 'changed' | 'unchanged' | 'not_found';

/** What became of one user of a deactivation or reactivation, by the id that named them. */
export type UserChange =
  /** Named by the host's id. */
  | { externalId: string; outcome: ChangeOutcome }
  /** Named by Duet's id. */
  | { userId: UserId; outcome: ChangeOutcome };

/** How many there are. */
export type Counts = {
  /** People, deactivated ones among them. */
  users: number;
  /** Those that are not deactivated. */
  activeUsers: number;
  /** Rooms, empty ones among them. */
  rooms: number;
  /** Stored in SQL. */
  messages: number;
  /** Sessions of local accounts that have not run out. */
  sessions: number;
  /** Milliseconds since the epoch: when they were counted, at most a minute ago. */
  countedAt: number;
};
