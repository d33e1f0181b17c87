import { DatabaseError } from '@duet/db';
import { codePoints, isCleanText, limits } from '@duet/protocol';
import { createApiKey, listApiKeys, revokeApiKey } from '../operations/api-keys.ts';
import { CommandFault, wanted } from './command-fault.ts';
import type { CommandEnv } from './env.ts';
import type { Terminal } from './terminal.ts';

/** The name is shown in one line, and looked for as it was typed. */
const nameOf = (typed: string): string => {
  const name = typed.trim();
  const { max } = limits.displayName;
  if (name !== '' && codePoints(name, max) <= max && isCleanText(name) && !/\s\s|[\n\t]/.test(name)) return name;
  throw new CommandFault(`A key's name has 1 to ${max} characters on one line.`);
};

const withKeys = async <T>({ databaseUrl }: CommandEnv, work: (url: string) => Promise<T>): Promise<T> => {
  try {
    return await work(wanted(databaseUrl, 'Set DATABASE_URL to the database that the server uses.'));
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.fault !== 'in_use') throw error;
    throw new CommandFault(`${error.message} Stop the server, do this, and start it again.`, { cause: error });
  }
};

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const createKey = async (typed: string, env: CommandEnv, terminal: Terminal): Promise<number> => {
  const name = nameOf(typed);
  const key = await withKeys(env, (url) => createApiKey(url, name, Date.now()));
  terminal.out(wanted(key, `There is a key called ${name} already.`));
  terminal.note('It is not shown again. Whoever has it may do everything to everybody.');
  return 0;
};

export const listKeys = async (env: CommandEnv, terminal: Terminal): Promise<number> => {
  const keys = await withKeys(env, listApiKeys);
  for (const { name, hint, createdAt, lastUsedOn } of keys) {
    const used = lastUsedOn === null ? 'never used' : `last used on ${day(lastUsedOn)}`;
    terminal.out(`${name}   duet_ak_…${hint}   made on ${day(createdAt)}   ${used}`);
  }
  if (keys.length === 0) terminal.note('There are no keys.');
  return 0;
};

export const revokeKey = async (typed: string, env: CommandEnv, terminal: Terminal): Promise<number> => {
  const name = nameOf(typed);
  if (!(await withKeys(env, (url) => revokeApiKey(url, name))))
    throw new CommandFault(`There is no key called ${name}.`);
  terminal.note(`${name} is not taken any more.`);
  return 0;
};
