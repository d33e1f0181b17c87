import { DatabaseError } from '@duet/db';
import { createKey, listKeys, revokeKey } from './api-key-commands.ts';
import { CommandFault } from './command-fault.ts';
import type { CommandEnv } from './env.ts';
import { importUsers } from './import-users.ts';
import type { Terminal } from './terminal.ts';

const usage = `duet admin create-key NAME      makes a key for the host's server, and shows it once
duet admin list-keys            shows the keys by their names, and when they were last used
duet admin revoke-key NAME      from now on it is not taken any more
duet admin import-users FILE    makes and updates people from a CSV file: external_id, username, name, picture

The commands about keys open DATABASE_URL; a file must not be in use by a running server.
import-users asks the server at DUET_URL, with the key in DUET_API_KEY.`;

type Command = (argument: string, env: CommandEnv, terminal: Terminal) => Promise<number>;

const withArgument: Readonly<Record<string, Command>> = {
  'create-key': createKey,
  'revoke-key': revokeKey,
  'import-users': importUsers,
};

const run = (args: readonly string[], env: CommandEnv, terminal: Terminal): Promise<number> => {
  const [area, name = '', argument, ...rest] = args;
  if (area !== 'admin' || rest.length > 0) throw new CommandFault(usage);
  if (name === 'list-keys' && argument === undefined) return listKeys(env, terminal);
  const command = Object.hasOwn(withArgument, name) ? withArgument[name] : undefined;
  if (!command || argument === undefined) throw new CommandFault(usage);
  return command(argument, env, terminal);
};

/** Resolves with the exit code. Throws what no reader of its words can mend. */
export const duetCommand = async (args: readonly string[], env: CommandEnv, terminal: Terminal): Promise<number> => {
  try {
    return await run(args, env, terminal);
  } catch (error) {
    if (!(error instanceof CommandFault || error instanceof DatabaseError)) throw error;
    terminal.note(error.message);
    return 1;
  }
};
