import type { AppRouter } from '@duet/api';
import type { UserId } from '@duet/protocol';
import { createTRPCClient } from '@trpc/client';
import type { TRPCLink } from '@trpc/client';

/** A token of a sign-in is one person's for ever. The cookie, or what `getToken` gives, may be another's by now. */
export const isMine = async (link: TRPCLink<AppRouter>, me: UserId): Promise<boolean> =>
  (await createTRPCClient<AppRouter>({ links: [link] }).session.me.query()).user?.id === me;
