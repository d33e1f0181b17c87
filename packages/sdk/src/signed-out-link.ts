import type { AppRouter } from '@duet/api';
import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { reasonOf } from './reason.ts';

/** Watches for the answer that the session is over, on whatever way it comes. */
export const createSignedOutLink =
  (onSignedOut: () => void): TRPCLink<AppRouter> =>
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (envelope) => observer.next(envelope),
        error(error) {
          observer.error(error);
          if (reasonOf(error) === 'signed_out') onSignedOut();
        },
        complete: () => observer.complete(),
      }),
    );
