import { readFileSync } from 'node:fs';
import type { RedisLink } from './connect-redis.ts';

export type ScriptName =
  | 'append'
  | 'known'
  | 'tick'
  | 'range'
  | 'backlog'
  | 'trim'
  | 'look'
  | 'begin'
  | 'tail'
  | 'unpublished'
  | 'published'
  | 'lease'
  | 'unsettle-room'
  | 'settle-room'
  | 'feed-attach'
  | 'feed-publish';

/** What a script of ours answers: strings, and lists of them. */
export type Reply = string | readonly Reply[];
export type Argument = string | number;

/** Runs a script whole or not at all, on the server that has its keys. */
export type RunScript = (
  name: ScriptName,
  keys: readonly string[],
  args: readonly Argument[],
) => Promise<readonly Reply[]>;

const isList = (value: unknown): value is readonly Reply[] => Array.isArray(value) && value.every(isReply);

const isReply = (value: unknown): value is Reply => typeof value === 'string' || isList(value);

const lua = (name: ScriptName | 'guard'): string =>
  readFileSync(new URL(`scripts/${name}.lua`, import.meta.url), 'utf8');

/** Sends each script's text once a connection, and its hash from then on. */
export const createScripts = ({ commands }: Pick<RedisLink, 'commands'>): RunScript => {
  const guard = lua('guard');
  const defined = new Map<ScriptName, (...args: Argument[]) => unknown>();

  const define = (name: ScriptName): ((...args: Argument[]) => unknown) => {
    const command = `duet:${name}`;
    commands.defineCommand(command, { lua: `${guard}\n${lua(name)}` });
    const call: unknown = Reflect.get(commands, command);
    if (typeof call !== 'function') throw new Error(`ioredis has not defined ${command}`);
    const run = (...args: Argument[]): unknown => Reflect.apply(call, commands, args);
    defined.set(name, run);
    return run;
  };

  return async (name, keys, args) => {
    const run = defined.get(name) ?? define(name);
    const reply = await run(keys.length, ...keys, ...args);
    if (!isList(reply)) throw new Error(`the script ${name} answered something else`);
    return reply;
  };
};
