import { fold } from '@duet/protocol';
import type { UserId } from '@duet/protocol';
import type { Kysely } from 'kysely';
import { insertingOnce } from './in-transaction.ts';
import type { Schema } from './schema.ts';

/** The system user of this name, made if there is none. `taken`: the name is a person's. `createdAt`: ms since the epoch. */
export const systemUser = (
  db: Kysely<Schema>,
  { id, username, createdAt }: { id: UserId; username: string; createdAt: number },
): Promise<{ ok: true; id: UserId } | { ok: false; reason: 'taken' }> =>
  insertingOnce(db, async (trx) => {
    const username_folded = fold(username);
    const known = await trx
      .selectFrom('users')
      .select(['id', 'kind'])
      .where('username_folded', '=', username_folded)
      .executeTakeFirst();
    if (known !== undefined)
      return known.kind === 'system' ? { ok: true, id: known.id } : { ok: false, reason: 'taken' };
    // Without search terms: nobody looks for it.
    await trx
      .insertInto('users')
      .values({
        id,
        kind: 'system',
        status: 'active',
        external_id: null,
        username,
        username_folded,
        display_name: username,
        password_hash: '',
        avatar_url: null,
        created_at: createdAt,
        last_active_at: null,
      })
      .execute();
    return { ok: true, id };
  });
