import type { HostUserUpsert } from '@duet/protocol';
import { createDuetAdmin, reasonOf } from '@duet/sdk/admin';
import type { UpsertedUsers } from '@duet/sdk/admin';
import { CommandFault, wanted } from './command-fault.ts';
import { csvUsers } from './csv-users.ts';
import type { CsvUser } from './csv-users.ts';
import type { CommandEnv } from './env.ts';
import { openImportProgress } from './import-progress.ts';
import type { Terminal } from './terminal.ts';

type Refused = Extract<HostUserUpsert, { outcome: 'refused' }>;

const columnOf: Readonly<Record<string, string>> = {
  externalId: 'external_id',
  username: 'username',
  displayName: 'name',
  avatarUrl: 'picture',
};

const whyOf = (refused: Refused): string => {
  switch (refused.reason) {
    case 'taken':
      return 'the username is someone else’s';
    case 'invalid':
      return refused.issues.map(({ path, message }) => `${columnOf[path] ?? path} ${message}`.trim()).join('; ');
  }
};

const wordsFor = (error: unknown, url: string): CommandFault => {
  const reason = reasonOf(error);
  if (reason === 'signed_out') return new CommandFault(`The server at ${url} does not take the key in DUET_API_KEY.`);
  const why = reason ?? (error instanceof Error ? error.message : String(error));
  return new CommandFault(`The server at ${url} does not do it (${why}). Run the same again: it goes on from here.`, {
    cause: error,
  });
};

/** 1 when rows were refused. Throws `CommandFault`. */
export const importUsers = async (file: string, env: CommandEnv, terminal: Terminal): Promise<number> => {
  const url = wanted(env.duetUrl, 'Set DUET_URL to where Duet is mounted, like https://example.com/messages.');
  if (!URL.canParse(url)) throw new CommandFault(`DUET_URL is no address: ${url}`);
  const apiKey = wanted(env.apiKey, 'Set DUET_API_KEY to a key that duet admin create-key has made.');
  const progress = await openImportProgress(file, url);
  const begun = await progress.load();
  if (begun) terminal.note(`It goes on behind row ${begun.rows}.`);
  const admin = createDuetAdmin({ url, apiKey });
  let { rows, refused } = begun ?? { rows: 0, refused: 0 };
  const counts = { created: 0, updated: 0, unchanged: 0 };

  const take = (batch: UpsertedUsers<CsvUser>): void => {
    for (const { user, result } of batch) {
      if (result.outcome !== 'refused') counts[result.outcome] += 1;
      else {
        refused += 1;
        terminal.note(`line ${user.line}, ${user.externalId}: ${whyOf(result)}`);
      }
    }
    rows += batch.length;
  };

  try {
    for await (const batch of admin.upsertUsers(csvUsers(file, rows))) {
      take(batch);
      await progress.save({ rows, refused });
      terminal.progress(`${rows} rows`);
    }
  } catch (error) {
    throw error instanceof CommandFault ? error : wordsFor(error, url);
  }
  await progress.forget();
  const { created, updated, unchanged } = counts;
  terminal.note(`${rows} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`);
  return refused > 0 ? 1 : 0;
};
