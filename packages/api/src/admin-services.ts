import type {
  Counts,
  HostUser,
  HostUserUpsert,
  MessageId,
  NamedUsers,
  RoomId,
  SendResult,
  UserChange,
} from '@duet/protocol';

/** What a host's server may ask for. All of it is idempotent: the same call twice is one effect. */
export interface AdminServices {
  /** In the order of the users, of whom each external id stands there once. */
  upsert(users: readonly HostUser[]): Promise<HostUserUpsert[]>;
  /**
   * Answered, in the order in which they are named, when all their sessions have ended, their sockets but for a second,
   * and nobody can write to them.
   */
  deactivate(named: NamedUsers): Promise<UserChange[]>;
  /** They may sign in again, and their rooms are open unless something else closes them. In the same order. */
  reactivate(named: NamedUsers): Promise<UserChange[]>;
  /** The room of the two, in both their lists. Refuses with `not_found`. */
  openRoom(pair: readonly [string, string]): Promise<RoomId>;
  /**
   * Sends as the system user of this name, who is made at first use, in the room with whom `to` names. Refuses with
   * `taken` when the name is a person's, and with `not_found`.
   */
  send(message: { from: string; to: string; id: MessageId; text: string }): Promise<SendResult>;
  counts(): Promise<Counts>;
}
