import type { Draft, UserId } from '@duet/sdk';
import { isMessageId, isRoomId } from '@duet/sdk';
import { createStore, promisifyRequest } from 'idb-keyval';

/** Drafts of every user of this browser, handed out one user at a time. */
export interface DraftTable {
  all(userId: UserId): Promise<readonly Draft[]>;
  put(userId: UserId, draft: Draft): Promise<void>;
  remove(userId: UserId, id: Draft['id']): Promise<void>;
}

/** An older or a newer build may have written what stands here: what is no draft of ours is passed over. */
const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  isMessageId(value.id) &&
  'roomId' in value &&
  isRoomId(value.roomId) &&
  'text' in value &&
  typeof value.text === 'string' &&
  'writtenAt' in value &&
  typeof value.writtenAt === 'number' &&
  'state' in value &&
  typeof value.state === 'object' &&
  value.state !== null &&
  'status' in value.state &&
  (value.state.status === 'new' ||
    (value.state.status === 'accepted' && 'seq' in value.state && typeof value.state.seq === 'number') ||
    (value.state.status === 'refused' && 'reason' in value.state && typeof value.state.reason === 'string'));

/** Keys are `[userId, draftId]`, so one user's drafts are one range. */
const createIndexedDraftTable = (): DraftTable => {
  const store = createStore('duet', 'drafts');
  return {
    all: async (userId) => {
      const kept: unknown[] = await store('readonly', (table) =>
        promisifyRequest(table.getAll(IDBKeyRange.bound([userId], [userId, []]))),
      );
      return kept.filter(isDraft);
    },
    put: (userId, draft) =>
      store('readwrite', (table) => {
        table.put(draft, [userId, draft.id]);
        return promisifyRequest(table.transaction);
      }),
    remove: (userId, id) =>
      store('readwrite', (table) => {
        table.delete([userId, id]);
        return promisifyRequest(table.transaction);
      }),
  };
};

export const createMemoryDraftTable = (): DraftTable => {
  const users = new Map<UserId, Map<Draft['id'], Draft>>();
  return {
    all: async (userId) => [...(users.get(userId)?.values() ?? [])],
    put: async (userId, draft) => {
      const drafts = users.get(userId) ?? new Map<Draft['id'], Draft>();
      users.set(userId, drafts.set(draft.id, draft));
    },
    remove: async (userId, id) => void users.get(userId)?.delete(id),
  };
};

/** Private windows and full disks refuse IndexedDB, some only when it is used: from the first refusal on memory serves. */
export const createDraftTable = (): DraftTable => {
  const memory = createMemoryDraftTable();
  let table = memory;
  try {
    table = createIndexedDraftTable();
  } catch {
    return memory;
  }
  const attempt = async <T>(work: (on: DraftTable) => Promise<T>): Promise<T> => {
    try {
      return await work(table);
    } catch (error) {
      if (table === memory) throw error;
      table = memory;
      return work(table);
    }
  };
  return {
    all: (userId) => attempt((on) => on.all(userId)),
    put: (userId, draft) => attempt((on) => on.put(userId, draft)),
    remove: (userId, id) => attempt((on) => on.remove(userId, id)),
  };
};
