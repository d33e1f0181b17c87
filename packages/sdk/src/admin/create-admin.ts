import type { AdminRouter } from '@duet/api';
import { adminLimits } from '@duet/protocol';
import type { HostUser } from '@duet/protocol';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { DuetAdmin, DuetAdminOptions, UpsertedUsers } from './admin.ts';
import { askUntilAnswered } from './ask-until-answered.ts';
import { batches } from './batches.ts';

/** What the server asks for, and nothing else that the caller keeps beside it. */
const wireUser = ({ externalId, username, displayName, avatarUrl }: HostUser): HostUser => ({
  externalId,
  username,
  displayName,
  avatarUrl,
});

/** For the host's own server. It connects to nothing before the first call. */
export const createDuetAdmin = ({ url, apiKey, fetch: own, random = Math.random }: DuetAdminOptions): DuetAdmin => {
  const at = new URL(url);
  at.pathname = `${at.pathname.replace(/\/+$/, '')}/trpc`;
  const { admin: trpc } = createTRPCClient<AdminRouter>({
    links: [
      httpLink({
        url: at.href,
        ...(own ? { fetch: (address, init) => own(address, { ...init, signal: init?.signal ?? null }) } : {}),
        headers: { authorization: `Bearer ${apiKey}` },
      }),
    ],
  });

  return {
    trpc,
    async *upsertUsers<T extends HostUser>(
      users: Iterable<T> | AsyncIterable<T>,
      { signal = new AbortController().signal }: { signal?: AbortSignal } = {},
    ): AsyncGenerator<UpsertedUsers<T>, void, undefined> {
      for await (const batch of batches(users, adminLimits.upsert)) {
        const input = { users: batch.map(wireUser) };
        const answer = await askUntilAnswered(
          (whileWanted) => trpc.user.upsert.mutate(input, { signal: whileWanted }),
          {
            signal,
            random,
          },
        );
        yield batch.flatMap((user, index) => {
          const result = answer.users[index];
          return result ? [{ user, result }] : [];
        });
      }
    },
  };
};
