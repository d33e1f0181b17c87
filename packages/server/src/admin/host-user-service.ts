import type { AdminServices } from '@duet/api';
import type { Database, HostUpsert, HostUser as StoredHostUser } from '@duet/db';
import { settleRoomsOf, setUserStatus, upsertHostUsers, usersByExternalIds, usersByIds } from '@duet/db';
import type { MessageLog } from '@duet/log';
import type { HostUser, HostUserUpsert, NamedUsers, UserChange, UserId } from '@duet/protocol';
import { hostUser } from '@duet/protocol/schemas';
import type { Copies } from '../services/copies.ts';
import type { FanOut } from '../services/fan-out.ts';
import { newUserId } from '../sessions/new-user-id.ts';
import type { UserSessions } from '../sessions/user-sessions.ts';

type Status = StoredHostUser['status'];

/** Those whose names break no rule, and what is wrong with the others. */
const parted = (users: readonly HostUser[]): { sound: HostUser[]; refused: HostUserUpsert[] } => {
  const sound: HostUser[] = [];
  const refused: HostUserUpsert[] = [];
  for (const user of users) {
    const { data, error } = hostUser.safeParse(user);
    if (data) sound.push(data);
    else {
      const issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
      refused.push({ outcome: 'refused', externalId: user.externalId, reason: 'invalid', issues });
    }
  }
  return { sound, refused };
};

const told = (upsert: HostUpsert): HostUserUpsert => {
  if (upsert.outcome === 'refused') return upsert;
  const { outcome, externalId, user } = upsert;
  return { outcome, externalId, userId: user.id };
};

/** The users that the host knows: made, changed, shut out and let in again. */
export const createHostUserService = (options: {
  db: Database['db'];
  log: Pick<MessageLog, 'roomsChanging' | 'roomChanged'>;
  sessions: UserSessions;
  copies: Pick<Copies, 'keepUser'>;
  fanOut: Pick<FanOut, 'roomChanged'>;
  now: () => number;
}): Pick<AdminServices, 'upsert' | 'deactivate' | 'reactivate'> => {
  const { db, log, sessions, copies, fanOut, now } = options;

  /** As with a block: the log goes by it before anybody is told. */
  const settleRooms = async (me: UserId): Promise<void> => {
    for (let after: Awaited<ReturnType<typeof settleRoomsOf>>[number] | undefined; ;) {
      const rooms = await settleRoomsOf(db, me, after?.roomId ?? null, log.roomsChanging);
      after = rooms.at(-1);
      if (after === undefined) return;
      await Promise.all(rooms.map(({ roomId }) => log.roomChanged(roomId)));
      await fanOut.roomChanged(
        rooms.flatMap(({ roomId, peer }) => [
          { roomId, me, peer },
          { roomId, me: peer, peer: me },
        ]),
      );
    }
  };

  /** In the order in which they are named. */
  const lookUp = async ({ externalIds = [], userIds = [] }: NamedUsers) => {
    const ofHost = new Map((await usersByExternalIds(db, externalIds)).map((user) => [user.externalId, user.id]));
    const known = new Set((await usersByIds(db, userIds)).map(({ id }) => id));
    return [
      ...externalIds.map((externalId) => ({ name: { externalId }, id: ofHost.get(externalId) ?? null })),
      ...userIds.map((userId) => ({ name: { userId }, id: known.has(userId) ? userId : null })),
    ];
  };

  /** All of it, also of those whose status it is already: an earlier call may have been cut off in the middle. */
  const change = async (named: NamedUsers, status: Status): Promise<UserChange[]> => {
    const users = await lookUp(named);
    const ids = new Set(users.flatMap(({ id }) => id ?? []));
    const changed = new Set<UserId>();
    for (const id of ids) {
      if (await setUserStatus(db, id, status, () => sessions.mark(id, status))) changed.add(id);
      if (status === 'deactivated') await sessions.end(id);
    }
    // Behind all of the sessions, which end within a second: who has many rooms keeps nobody waiting for that.
    for (const id of ids) await settleRooms(id);
    return users.map(({ name, id }) => {
      const outcome = id === null ? 'not_found' : changed.has(id) ? 'changed' : 'unchanged';
      return { ...name, outcome };
    });
  };

  return {
    async upsert(users) {
      const { sound, refused } = parted(users);
      const people = sound.map(({ externalId, username, displayName, avatarUrl }) => ({
        externalId,
        username,
        displayName,
        avatarUrl,
      }));
      const upserts = await upsertHostUsers(db, people, { newId: newUserId, now: now(), whenTaken: 'refuse' });
      const updated = upserts.flatMap((one) => (one.outcome === 'updated' ? one.user : []));
      await Promise.all(updated.map((user) => copies.keepUser(user)));
      const outcomes = new Map([...upserts.map(told), ...refused].map((one) => [one.externalId, one]));
      return users.flatMap(({ externalId }) => outcomes.get(externalId) ?? []);
    },
    deactivate: (named) => change(named, 'deactivated'),
    reactivate: (named) => change(named, 'active'),
  };
};
