import { fold } from '@duet/protocol';
import type { UserId } from '@duet/protocol';
import type { Kysely } from 'kysely';
import { insertingOnce } from './in-transaction.ts';
import type { Schema, UserKind, UserStatus } from './schema.ts';
import { searchTerms } from './search-terms.ts';
import { storedUser } from './stored-user.ts';
import type { StoredUser } from './stored-user.ts';
import { usernameChoices } from './username-choices.ts';

/** Someone whom the host knows. What is `undefined` stays as it is, and is made up for a new one. */
export type HostPerson = {
  /** The host's own id, in at most 255 characters and without a space at its ends. */
  externalId: string;
  username: string | undefined;
  displayName: string | undefined;
  avatarUrl: string | null | undefined;
};

export type HostUser = StoredUser & { externalId: string; kind: UserKind; status: UserStatus };

export type HostUpsert =
  | { outcome: 'created' | 'updated' | 'unchanged'; externalId: string; user: HostUser }
  /** Somebody else has the username, and nothing of this person was written. */
  | { outcome: 'refused'; externalId: string; reason: 'taken' };

export type HostUpsertOptions = {
  newId: () => UserId;
  /** Milliseconds since the epoch. */
  now: number;
  /** What becomes of a person whose username is someone else's: called `name.2` or the like, or refused. */
  whenTaken: 'vary' | 'refuse';
};

const hostUser = [...storedUser, 'users.external_id as externalId', 'users.kind', 'users.status'] as const;

/** In no particular order; unknown ids are left out. */
export const usersByExternalIds = async (db: Kysely<Schema>, externalIds: readonly string[]): Promise<HostUser[]> => {
  if (externalIds.length === 0) return [];
  const rows = await db.selectFrom('users').select(hostUser).where('external_id', 'in', externalIds).execute();
  return rows.flatMap(({ externalId, ...user }) => (externalId === null ? [] : { ...user, externalId }));
};

/** Whose the usernames are, by their folded form. */
const ownersOf = async (db: Kysely<Schema>, usernames: readonly string[]): Promise<Map<string, UserId>> => {
  if (usernames.length === 0) return new Map();
  const folded = [...new Set(usernames.map(fold))];
  const rows = await db
    .selectFrom('users')
    .select(['id', 'username_folded'])
    .where('username_folded', 'in', folded)
    .execute();
  return new Map(rows.map((row) => [row.username_folded, row.id]));
};

/** `givenUp`: of whom somebody else of the batch gets the username. */
type Plan = { upserts: HostUpsert[]; givenUp: UserId[] };

type Looked = { person: HostPerson; id: UserId; held: HostUser | undefined; choices: readonly string[] };

const isLeaving = ({ held, choices }: Looked): boolean =>
  held !== undefined && choices.every((choice) => fold(choice) !== fold(held.username));

/** What becomes of each when those in `stuck` keep the username that they have, and get nothing. */
const grant = (looked: readonly Looked[], taken: ReadonlyMap<string, UserId>, stuck: ReadonlySet<string>): Plan => {
  const owners = new Map(taken);
  const leaving = looked.filter((one) => isLeaving(one) && !stuck.has(one.person.externalId));
  for (const { held } of leaving) if (held) owners.delete(fold(held.username));

  const upserts = looked.map(({ person, id, held, choices }): HostUpsert => {
    const { externalId, displayName, avatarUrl } = person;
    const isFree = (choice: string): boolean => (owners.get(fold(choice)) ?? id) === id;
    const username = stuck.has(externalId)
      ? undefined
      : choices.find((choice) => choice === held?.username || isFree(choice));
    if (username === undefined) return { outcome: 'refused', externalId, reason: 'taken' };
    owners.set(fold(username), id);
    const names = { username, displayName: displayName ?? held?.displayName ?? username };
    const avatar = { avatarUrl: avatarUrl === undefined ? (held?.avatarUrl ?? null) : avatarUrl };
    if (!held) {
      const fresh = { id, externalId, kind: 'person', status: 'active', lastActiveAt: null } as const;
      return { outcome: 'created', externalId, user: { ...fresh, ...names, ...avatar } };
    }
    const user = { ...held, ...names, ...avatar };
    const same = user.username === held.username && user.displayName === held.displayName;
    return { outcome: same && user.avatarUrl === held.avatarUrl ? 'unchanged' : 'updated', externalId, user };
  });
  const givenUp = leaving.filter(({ held }) => held && owners.has(fold(held.username))).map(({ id }) => id);
  return { upserts, givenUp };
};

/**
 * What is to become of each person, in the order of their external ids. Usernames change hands as if all at once: else a
 * second call would grant what the first one refused, and two who swap would never be granted it. Only reads.
 */
const plan = async (db: Kysely<Schema>, people: readonly HostPerson[], options: HostUpsertOptions): Promise<Plan> => {
  const { newId, whenTaken } = options;
  const ids = people.map(({ externalId }) => externalId);
  const known = new Map((await usersByExternalIds(db, ids)).map((user) => [user.externalId, user]));

  const choicesOf = ({ externalId, username }: HostPerson): readonly string[] => {
    const held = known.get(externalId)?.username;
    const choices = usernameChoices(username ?? held ?? 'person', externalId);
    if (whenTaken === 'refuse' && username !== undefined) return choices.slice(0, 1);
    // Who was once called `mina.2` stays so.
    return held !== undefined && choices.includes(held) ? [held] : choices;
  };
  const looked = people.map((person): Looked => {
    const held = known.get(person.externalId);
    return { person, id: held?.id ?? newId(), held, choices: choicesOf(person) };
  });
  const wanted = looked.filter(({ held, choices }) => choices[0] !== held?.username);
  const taken = await ownersOf(
    db,
    wanted.flatMap(({ choices }) => choices),
  );

  // Whoever is refused makes no room for others, who may be refused for that: until nobody more is.
  const stuck = new Set<string>();
  for (;;) {
    const planned = grant(looked, taken, stuck);
    const refused = planned.upserts.filter(({ outcome }) => outcome === 'refused');
    if (refused.length === stuck.size) return planned;
    for (const { externalId } of refused) stuck.add(externalId);
  }
};

const termsOf = ({ id, username, displayName }: StoredUser) =>
  searchTerms(username, displayName).map((term) => ({ term, user_id: id }));

const insertAll = async (trx: Kysely<Schema>, users: readonly HostUser[], now: number): Promise<void> => {
  if (users.length === 0) return;
  const rows = users.map((user) => ({
    id: user.id,
    kind: user.kind,
    status: user.status,
    external_id: user.externalId,
    username: user.username,
    username_folded: fold(user.username),
    display_name: user.displayName,
    password_hash: '',
    avatar_url: user.avatarUrl,
    created_at: now,
    last_active_at: null,
  }));
  await trx.insertInto('users').values(rows).execute();
  await trx.insertInto('user_names').values(users.flatMap(termsOf)).execute();
};

/** All of it, whatever of it changed: of two nodes that write at once the later one is whole. */
const update = async (trx: Kysely<Schema>, user: HostUser): Promise<void> => {
  const { id, username, displayName, avatarUrl } = user;
  await trx
    .updateTable('users')
    .set({ username, username_folded: fold(username), display_name: displayName, avatar_url: avatarUrl })
    .where('id', '=', id)
    .execute();
  await trx.deleteFrom('user_names').where('user_id', '=', id).execute();
  await trx.insertInto('user_names').values(termsOf(user)).execute();
};

/** Out of each other's way, until each has its new username: an id is nobody's username. */
const vacate = async (trx: Kysely<Schema>, ids: readonly UserId[]): Promise<void> => {
  if (ids.length === 0) return;
  await trx
    .updateTable('users')
    .set(({ ref }) => ({ username_folded: ref('id') }))
    .where('id', 'in', ids.toSorted())
    .execute();
};

/**
 * Makes and updates users as the host knows them, all in one transaction. Idempotent: a second time nothing is written.
 * On several nodes at once it is as if one came after the other. Answers in the order of the people, of whom each
 * external id may stand there once.
 */
export const upsertHostUsers = async (
  db: Kysely<Schema>,
  people: readonly HostPerson[],
  options: HostUpsertOptions,
): Promise<HostUpsert[]> => {
  // In one order everywhere: two who insert the same wait for each other and never for a circle.
  const sorted = people.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1));
  const writes = ({ outcome }: HostUpsert): boolean => outcome === 'created' || outcome === 'updated';
  let { upserts } = await plan(db, sorted, options);
  if (upserts.some(writes)) {
    upserts = await insertingOnce(db, async (trx) => {
      const { upserts: planned, givenUp } = await plan(trx, sorted, options);
      const created = planned.flatMap((upsert) => (upsert.outcome === 'created' ? upsert.user : []));
      await vacate(trx, givenUp);
      await insertAll(trx, created, options.now);
      for (const upsert of planned) if (upsert.outcome === 'updated') await update(trx, upsert.user);
      return planned;
    });
  }
  const byId = new Map(upserts.map((upsert) => [upsert.externalId, upsert]));
  return people.flatMap(({ externalId }) => byId.get(externalId) ?? []);
};
