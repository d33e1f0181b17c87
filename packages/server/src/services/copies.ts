import type { StoredUser } from '@duet/db';
import type { RoomId, UserId } from '@duet/protocol';

/** Copies of what never changes, or may be old: who is who, and who is in which room. `null`: none is at hand. */
export interface Copies {
  user(userId: UserId): Promise<StoredUser | null>;
  keepUser(user: StoredUser): Promise<void>;
  /** By the host's id. */
  hostUser(externalId: string): Promise<UserId | null>;
  keepHostUser(externalId: string, userId: UserId): Promise<void>;
  members(roomId: RoomId): Promise<readonly [UserId, UserId] | null>;
  keepMembers(roomId: RoomId, members: readonly [UserId, UserId]): Promise<void>;
}

/** Where SQL is as near as a copy would be. */
export const noCopies: Copies = {
  user: async () => null,
  keepUser: async () => {},
  hostUser: async () => null,
  keepHostUser: async () => {},
  members: async () => null,
  keepMembers: async () => {},
};
