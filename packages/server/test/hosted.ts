import type { HostUserUpsert, UserId } from '@duet/protocol';
import { createDuetAdmin } from '@duet/sdk/admin';
import type { DuetAdmin } from '@duet/sdk/admin';
import { createApiKey } from '../src/index.ts';
import type { DuetOptions } from '../src/index.ts';
import type { Backing, RunningDuet } from './start-duet.ts';

/** A Duet and the server of its host, which holds a key. */
export type Hosted = AsyncDisposable & {
  readonly duet: RunningDuet;
  readonly admin: DuetAdmin;
  readonly apiKey: string;
};

export const newKey = async (databaseUrl: string, name = 'host'): Promise<string> => {
  const key = await createApiKey(databaseUrl, name, Date.now());
  if (key === null) throw new Error(`there is a key called ${name}`);
  return key;
};

export const startHosted = async (backing: Backing, options: Partial<DuetOptions> = {}): Promise<Hosted> => {
  const place = await backing.newPlace();
  const apiKey = await newKey(place.options.databaseUrl);
  const duet = await backing.start({ ...place.options, ...options });
  return {
    duet,
    admin: createDuetAdmin({ url: duet.url, apiKey }),
    apiKey,
    async [Symbol.asyncDispose]() {
      await duet[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
};

/** The ids of users whom the host makes, in their order. */
export const madeBy = async (admin: DuetAdmin, externalIds: readonly string[]): Promise<UserId[]> => {
  const { users } = await admin.trpc.user.upsert.mutate({
    users: externalIds.map((externalId) => ({ externalId, username: externalId })),
  });
  return users.map((user: HostUserUpsert) => {
    if (user.outcome === 'refused') throw new Error(`${user.externalId} is ${user.reason}`);
    return user.userId;
  });
};
