import { fold } from '@duet/protocol';
import type { UserId } from '@duet/protocol';
import type { Kysely, SqlBool } from 'kysely';
import { sql } from 'kysely';
import { inTransaction } from './in-transaction.ts';
import type { Schema } from './schema.ts';
import { searchTerm, searchTerms } from './search-terms.ts';
import { storedUser } from './stored-user.ts';
import type { StoredUser } from './stored-user.ts';
import { isUniqueViolation } from './unique-violation.ts';

/** Behind every string that begins with the one before it: the greatest code point there is, in UTF-8 bytes as well. */
const greatest = '\u{10FFFF}';

/** A person whom the host has not deactivated, and neither of the two has blocked the other. */
const findable = (me: UserId) => sql<SqlBool>`users.kind = 'person' and users.status = 'active' and not exists (
  select 1 from blocks
  where (blocker_id = ${me} and blocked_id = users.id) or (blocker_id = users.id and blocked_id = ${me})
)`;

export type NewUser = {
  id: UserId;
  username: string;
  displayName: string;
  /** `null`: no password signs this one in. */
  passwordHash: string | null;
  avatarUrl: string | null;
  createdAt: number;
};

/** Writes the user and what a search finds them by. `taken`: the username, folded, is someone's. */
export const insertUser = async (
  db: Kysely<Schema>,
  user: NewUser,
): Promise<{ ok: true } | { ok: false; reason: 'taken' }> => {
  const row = {
    id: user.id,
    kind: 'person',
    status: 'active',
    external_id: null,
    username: user.username,
    username_folded: fold(user.username),
    display_name: user.displayName,
    password_hash: user.passwordHash ?? '',
    avatar_url: user.avatarUrl,
    created_at: user.createdAt,
    last_active_at: null,
  } as const;
  const names = searchTerms(user.username, user.displayName).map((term) => ({ term, user_id: user.id }));
  try {
    await inTransaction(db, async (trx) => {
      await trx.insertInto('users').values(row).execute();
      await trx.insertInto('user_names').values(names).execute();
    });
    return { ok: true };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'taken' };
    throw error;
  }
};

export const userById = async (db: Kysely<Schema>, id: UserId): Promise<StoredUser | null> =>
  (await db.selectFrom('users').select(storedUser).where('id', '=', id).executeTakeFirst()) ?? null;

/** In no particular order; unknown ids are left out. */
export const usersByIds = async (db: Kysely<Schema>, ids: readonly UserId[]): Promise<StoredUser[]> =>
  ids.length === 0 ? [] : db.selectFrom('users').select(storedUser).where('id', 'in', ids).execute();

/** `folded`: the username as `fold` gives it. */
export const userByUsername = async (
  db: Kysely<Schema>,
  folded: string,
): Promise<(StoredUser & { passwordHash: string | null }) | null> => {
  const user = await db
    .selectFrom('users')
    .select([...storedUser, 'users.password_hash as passwordHash'])
    .where('username_folded', '=', folded)
    .executeTakeFirst();
  return user === undefined ? null : { ...user, passwordHash: user.passwordHash || null };
};

type Search = { term: string; me: UserId; limit: number };

/** Whose whole username it is. */
const userNamed = (db: Kysely<Schema>, { term, me }: Search): Promise<StoredUser | undefined> =>
  db
    .selectFrom('users')
    .select(storedUser)
    .where('username_folded', '=', fold(term.trim()))
    .where('users.id', '<>', me)
    .where(findable(me))
    .executeTakeFirst();

/** Each person stands where the first of their matching names stands. */
const usersByNames = (db: Kysely<Schema>, { term, me, limit }: Search): Promise<StoredUser[]> => {
  const from = searchTerm(term);
  return db
    .selectFrom('user_names')
    .innerJoin('users', 'users.id', 'user_names.user_id')
    .select(storedUser)
    .where('user_names.term', '>=', from)
    .where('user_names.term', '<', from + greatest)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('user_names as earlier')
            .select('earlier.term')
            .whereRef('earlier.user_id', '=', 'user_names.user_id')
            .whereRef('earlier.term', '<', 'user_names.term')
            .where('earlier.term', '>=', from),
        ),
      ),
    )
    .where('users.id', '<>', me)
    .where(findable(me))
    .orderBy('user_names.term')
    .orderBy('user_names.user_id')
    .limit(limit)
    .execute();
};

/**
 * People whose names begin with `term`, as typed: whose username it is, then those who have it as a name, then the others
 * in the order of what matched. Without me, whoever has blocked me or is blocked by me, and whoever is deactivated.
 */
export const searchUsers = async (db: Kysely<Schema>, search: Search): Promise<StoredUser[]> => {
  const named = await userNamed(db, search);
  const others = await usersByNames(db, search);
  if (named === undefined) return others;
  return [named, ...others.filter(({ id }) => id !== named.id)].slice(0, search.limit);
};

/** Newest first, without me and whoever has blocked me or is blocked by me. */
export const newestUsers = (db: Kysely<Schema>, { me, limit }: { me: UserId; limit: number }): Promise<StoredUser[]> =>
  db
    .selectFrom('users')
    .select(storedUser)
    .where('users.id', '<>', me)
    .where(findable(me))
    .orderBy('users.created_at', 'desc')
    .orderBy('users.id', 'desc')
    .limit(limit)
    .execute();

/** The others of my newest rooms, newest first, without whoever has blocked me or is blocked by me. */
export const recentPeers = (db: Kysely<Schema>, { me, limit }: { me: UserId; limit: number }): Promise<StoredUser[]> =>
  db
    .selectFrom('participants as mine')
    .innerJoin('participants as theirs', (join) =>
      join.onRef('theirs.room_id', '=', 'mine.room_id').on('theirs.user_id', '<>', me),
    )
    .innerJoin('users', 'users.id', 'theirs.user_id')
    .select(storedUser)
    .where('mine.user_id', '=', me)
    .where('mine.last_seq', '>', 0)
    .where(findable(me))
    .orderBy('mine.last_seq', 'desc')
    .orderBy('mine.room_id', 'desc')
    .limit(limit)
    .execute();

/** Only grows: two devices may report out of order. */
export const touchUser = async (db: Kysely<Schema>, id: UserId, lastActiveAt: number): Promise<void> => {
  await db
    .updateTable('users')
    .set({ last_active_at: lastActiveAt })
    .where('id', '=', id)
    .where(({ or, eb }) => or([eb('last_active_at', 'is', null), eb('last_active_at', '<', lastActiveAt)]))
    .execute();
};
