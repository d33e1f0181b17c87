import type { Reason } from '@duet/protocol';
import { reasonOf } from '../reason.ts';

/** Something could not be loaded. Asking again by itself was tried where it may help. */
export type FailedView = {
  status: 'failed';
  /** The server's reason; `null`: it could not be reached, or its answer was lost. */
  reason: Reason | null;
  /** Asks once more. */
  retry: () => void;
};

export const failedView = ({ error, refetch }: { error: unknown; refetch: () => unknown }): FailedView => ({
  status: 'failed',
  reason: reasonOf(error),
  retry: () => void refetch(),
});
