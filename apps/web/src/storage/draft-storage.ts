import type { DraftStorage } from '@duet/sdk';
import type { DraftTable } from './draft-table.ts';
import type { TabChannel } from './tab-channel.ts';

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** The sdk's port over this browser: a table of drafts, a channel that tells the other tabs, a lock for the one that flushes. */
export const createBrowserDraftStorage = (
  table: DraftTable,
  tabs: TabChannel,
  locks: LockManager | undefined,
): DraftStorage => ({
  load: (userId) => table.all(userId),
  put: async (userId, draft) => {
    await table.put(userId, draft);
    tabs.tell(userId);
  },
  remove: async (userId, id) => {
    await table.remove(userId, id);
    tabs.tell(userId);
  },
  onChange: (userId, listener) =>
    tabs.listen((changed) => {
      if (changed === userId) listener();
    }),
  exclusively: async (userId, work, signal) => {
    if (signal.aborted) return;
    // Plain http on a LAN address has no locks. Two tabs may then send the same draft; its id makes it one message.
    if (!locks) return work(signal);
    try {
      await locks.request(`duet:outbox:${userId}`, { signal }, () => work(signal));
    } catch (error) {
      if (!(signal.aborted && isAbort(error))) throw error;
    }
  },
});
