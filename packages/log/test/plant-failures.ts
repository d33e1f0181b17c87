import { sql } from 'kysely';
import type { SqlLogUnderTest } from './open-sql-log.ts';

/**
 * From here on a message whose text is `failing` makes its statement fail, and one that says `doubtful` only the commit
 * behind it: a debt that the engine looks at last.
 */
export const plantFailures = async ({ db }: SqlLogUnderTest): Promise<void> => {
  await sql`create trigger failing before insert on messages when new.text = 'failing'
    begin select raise(abort, 'planted'); end`.execute(db);
  await sql`create table nowhere (id integer primary key)`.execute(db);
  await sql`create table owed (id integer references nowhere (id) deferrable initially deferred)`.execute(db);
  await sql`create trigger doubtful after insert on messages when new.text = 'doubtful'
    begin insert into owed values (1); end`.execute(db);
};

/** The same for MariaDB, whose commits look at no debt: there `doubtful` is a text like any other. */
export const plantFailuresInMariaDb = async ({ db }: SqlLogUnderTest): Promise<void> => {
  await sql`create trigger failing before insert on messages for each row
    if new.text = 'failing' then signal sqlstate '45000' set message_text = 'planted'; end if`.execute(db);
};
