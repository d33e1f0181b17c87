import type { UserId } from '@duet/protocol';

/** Who is present on which node. Nothing of it is promised: what cannot be asked is answered as if nobody were there. */
export interface PresenceBoard {
  /** Resolves with whether they were on no node before. */
  arrive(userId: UserId): Promise<boolean>;
  /** Resolves with whether they are on no node now. */
  depart(userId: UserId): Promise<boolean>;
  /** Those of them who are present on any node. */
  present(userIds: readonly UserId[]): Promise<UserId[]>;
}

/** One node knows by itself. */
export const noPresenceBoard: PresenceBoard = {
  arrive: async () => true,
  depart: async () => true,
  present: async () => [],
};
