import type { AppRouter } from '@duet/api';
import { TRPCClientError } from '@trpc/client';
import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { reasonOf } from './reason.ts';

/**
 * Watches for the answer that the session is over, on whatever way it comes. `goesOn`: with another token the call may be
 * asked again, so whoever asked hears of no end.
 */
export const createSignedOutLink =
  (goesOn: boolean, onSignedOut: () => void): TRPCLink<AppRouter> =>
  () =>
  ({ op, next }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (envelope) => observer.next(envelope),
        error(error) {
          const over = reasonOf(error) === 'signed_out';
          observer.error(over && goesOn ? new TRPCClientError('The token ran out.') : error);
          if (over) onSignedOut();
        },
        complete: () => observer.complete(),
      }),
    );
