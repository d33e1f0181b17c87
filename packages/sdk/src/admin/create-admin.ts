import type { AdminRouter } from '@duet/api';
import { adminLimits } from '@duet/protocol';
import type { HostUser, HostUserUpsert } from '@duet/protocol';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { DuetAdmin, DuetAdminOptions, UpsertedUsers } from './admin.ts';
import { askUntilAnswered } from './ask-until-answered.ts';
import { reasonOf } from '../reason.ts';
import { batches } from './batches.ts';

/** What the server asks for, and nothing else that the caller keeps beside it. */
const wireUser = ({ externalId, username, displayName, avatarUrl }: HostUser): HostUser => ({
  externalId,
  username,
  displayName,
  avatarUrl,
});

/** What is around the users in a request is less than this, in bytes. */
const envelope = 1_024;

const tooLarge = ({ externalId }: HostUser): HostUserUpsert => ({
  outcome: 'refused',
  externalId,
  reason: 'invalid',
  issues: [{ path: '', message: `must fit into ${adminLimits.bodyBytes} bytes` }],
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
      const bounds = { most: adminLimits.upsert, mostBytes: adminLimits.bodyBytes - envelope, wire: wireUser };
      for await (const batch of batches(users, bounds)) {
        const input = { users: batch.map(wireUser) };
        const ask = (whileWanted: AbortSignal) => trpc.user.upsert.mutate(input, { signal: whileWanted });
        const answer = await askUntilAnswered(ask, { signal, random }).catch((error: unknown) => {
          // Alone, and still more than a request holds: nothing that anybody may be called.
          if (batch.length === 1 && reasonOf(error) === 'too_long') return { users: batch.map(tooLarge) };
          throw error;
        });
        yield batch.flatMap((user, index) => {
          const result = answer.users[index];
          return result ? [{ user, result }] : [];
        });
      }
    },
  };
};
