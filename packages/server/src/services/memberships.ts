import type { Membership } from '@duet/api';
import type { Database } from '@duet/db';
import { roomMembers } from '@duet/db';
import type { RoomId, UserId } from '@duet/protocol';
import type { Copies } from './copies.ts';

/** Who is in which room. That never changes, so what was read once is kept. */
export interface Memberships {
  /** `null` for a stranger and for a room that does not exist alike. */
  of(me: UserId, roomId: RoomId): Promise<Membership | null>;
}

// Some 300 bytes each: at most 15 MB.
const mostKept = 50_000;

export const createMemberships = (db: Database['db'], copies: Pick<Copies, 'members' | 'keepMembers'>): Memberships => {
  // A map keeps the order of insertion: the first is the one that nobody has asked for the longest.
  const kept = new Map<RoomId, readonly [UserId, UserId]>();

  const forgetOldest = (): void => {
    const [oldest] = kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
  };

  const readMembers = async (roomId: RoomId): Promise<readonly [UserId, UserId] | null> => {
    const room = await roomMembers(db, roomId);
    if (room) await copies.keepMembers(roomId, room.members);
    return room && room.members;
  };

  const membersOf = async (roomId: RoomId): Promise<readonly [UserId, UserId] | null> => {
    const known = kept.get(roomId);
    if (known) {
      kept.delete(roomId);
      kept.set(roomId, known);
      return known;
    }
    const members = (await copies.members(roomId)) ?? (await readMembers(roomId));
    // A room that does not exist may be made in the next moment: a no is not kept.
    if (!members) return null;
    kept.set(roomId, members);
    if (kept.size > mostKept) forgetOldest();
    return members;
  };

  return {
    async of(me, roomId) {
      const members = await membersOf(roomId);
      if (!members) return null;
      const [one, other] = members;
      if (me === one) return { roomId, me, peer: other };
      return me === other ? { roomId, me, peer: one } : null;
    },
  };
};
