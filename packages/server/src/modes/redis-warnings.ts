import type { RedisLink } from '@duet/log';

type Settings = ReadonlyMap<string, string>;
type Server = { config(subcommand: 'GET', ...names: string[]): Promise<unknown> };

const asked = ['maxmemory-policy', 'appendonly', 'appendfsync'];

/** As a list of names and values, or as an object of them: that is up to the protocol's version. */
const settingsOf = (reply: unknown): Settings => {
  if (!Array.isArray(reply)) return new Map(Object.entries(reply ?? {}).map(([name, value]) => [name, String(value)]));
  const texts = reply.map(String);
  return new Map(texts.flatMap((name, index) => (index % 2 === 0 ? [[name, texts[index + 1] ?? '']] : [])));
};

const aboutMemory = (settings: Settings): string[] => {
  const policy = settings.get('maxmemory-policy');
  return policy === 'noeviction'
    ? []
    : [
        `Redis' maxmemory-policy is ${policy}: when its memory is full it throws away messages that show as sent. ` +
          'Set it to noeviction.',
      ];
};

const aboutDisk = (settings: Settings): string[] => {
  const [append, sync] = [settings.get('appendonly'), settings.get('appendfsync')];
  if (append !== 'yes') {
    return [
      `Redis' appendonly is ${append}: when it ends, messages that show as sent and are not stored in SQL yet are ` +
        'lost. Set appendonly to yes and appendfsync to always.',
    ];
  }
  return sync === 'always'
    ? []
    : [
        `Redis' appendfsync is ${sync}: when it or its machine fails, some seconds of messages that show as sent are ` +
          'lost, unless their senders come back. Set it to always.',
      ];
};

const warningsOf = async (server: Server): Promise<string[]> => {
  try {
    const settings = settingsOf(await server.config('GET', ...asked));
    return [...aboutMemory(settings), ...aboutDisk(settings)];
  } catch {
    return [
      'Redis does not tell its settings. Duet needs maxmemory-policy noeviction, appendonly yes and appendfsync ' +
        'always, else messages that show as sent may be lost.',
    ];
  }
};

/** What of its settings makes a send less than it says, in words for the operator; of a cluster each once. */
export const redisWarnings = async ({ commands }: Pick<RedisLink, 'commands'>): Promise<string[]> => {
  const servers = 'nodes' in commands ? commands.nodes('master') : [commands];
  return [...new Set((await Promise.all(servers.map(warningsOf))).flat())];
};
