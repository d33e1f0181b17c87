import type { MessageId, MessageKind, MessageStatus, RoomId, RoomStatus, Seq, UserId } from '@duet/protocol';

/** Times are milliseconds since the epoch; a `seq` and what is compared with one are positions, not times. */
export interface Schema {
  users: UsersTable;
  user_names: UserNamesTable;
  sessions: SessionsTable;
  revoked_tokens: RevokedTokensTable;
  rooms: RoomsTable;
  participants: ParticipantsTable;
  messages: MessagesTable;
  blocks: BlocksTable;
  log_partitions: LogPartitionsTable;
  log_gaps: LogGapsTable;
  dead_letters: DeadLettersTable;
  api_keys: ApiKeysTable;
}

/** `system`: speaks for the host, and never signs in. */
export type UserKind = 'person' | 'system';
/** `deactivated`: nobody is signed in as this one, until the host says otherwise. */
export type UserStatus = 'active' | 'deactivated';

interface UsersTable {
  id: UserId;
  kind: UserKind;
  status: UserStatus;
  /** Whom the host's `sub` names; `null` for an account of our own. */
  external_id: string | null;
  username: string;
  username_folded: string;
  display_name: string;
  /** Empty: nobody signs in with a password here. */
  password_hash: string;
  avatar_url: string | null;
  created_at: number;
  last_active_at: number | null;
}

/** What a search for a person may begin with, folded: one row for each place in the names where a match may start. */
interface UserNamesTable {
  term: string;
  user_id: UserId;
}

interface SessionsTable {
  id: string;
  token_hash: string;
  user_id: UserId;
  created_at: number;
  expires_at: number;
}

/** The host's tokens that were signed out before they ran out. */
interface RevokedTokensTable {
  /** Of the session that the token made. */
  id: string;
  expires_at: number;
}

interface RoomsTable {
  id: RoomId;
  kind: 'direct';
  status: RoomStatus;
  /** The two user ids of a direct room in order: a pair has one room. */
  pair_key: string;
  created_at: number;
}

interface ParticipantsTable {
  room_id: RoomId;
  user_id: UserId;
  kind: 'member';
  status: 'active';
  read_seq: Seq;
  /** The room's place in this participant's list; 0: not in it yet. */
  last_seq: Seq;
}

interface MessagesTable {
  room_id: RoomId;
  seq: Seq;
  id: MessageId;
  sender_id: UserId;
  kind: MessageKind;
  status: MessageStatus;
  text: string;
  sent_at: number;
  /** Position of its last change in the log; its seq while it was never changed. */
  rev: Seq;
}

interface BlocksTable {
  blocker_id: UserId;
  blocked_id: UserId;
  created_at: number;
}

interface LogPartitionsTable {
  p: number;
  /** Rises whenever the log may have lost something. */
  epoch: number;
  /** The replication id of the Redis that holds the partition; empty without one. */
  replid: string;
  /** Everything up to this seq is committed here. */
  stored: Seq;
}

/** The seqs that an epoch jumped over, both ends included: places that a lost message may go back to. */
interface LogGapsTable {
  p: number;
  from_seq: Seq;
  to_seq: Seq;
}

/** Rows that could not be stored and never will be, kept for a person to look at. */
interface DeadLettersTable {
  p: number;
  seq: Seq;
  room_id: string;
  sender_id: string;
  id: string;
  body: string;
  error: string;
  created_at: number;
}

/** Keys of the host's server. The key itself is nowhere kept. */
interface ApiKeysTable {
  key_hash: string;
  name: string;
  /** The key's last characters. */
  hint: string;
  created_at: number;
  /** The beginning of a day, in UTC. */
  last_used_on: number | null;
}
